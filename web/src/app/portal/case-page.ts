import {
  ChangeDetectionStrategy,
  Component,
  computed,
  DestroyRef,
  effect,
  inject,
  input,
  signal,
  untracked,
} from '@angular/core';
import { RouterLink } from '@angular/router';
import { caseStates } from '@felles/domain';
import { OpenTicket, Realtime, Session, Tickets, type Trouble } from '@felles/web-data';
import {
  Empty,
  Entry,
  Icon,
  icons,
  Loading,
  Moments,
  PageName,
  ProblemFace,
  StatePill,
  Texts,
  Toasts,
  When,
} from '@felles/web-ui';
import { CaseCancel } from './case-cancel';
import { CaseReply } from './case-reply';

/** One's case as a conversation. */
@Component({
  selector: 'felles-case-page',
  imports: [CaseCancel, CaseReply, Empty, Entry, Icon, Loading, ProblemFace, RouterLink, StatePill, When],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './case-page.html',
  styleUrl: './case-page.css',
})
export class CasePage {
  private readonly realtime = inject(Realtime);
  private readonly session = inject(Session);
  private readonly moments = inject(Moments);
  private readonly toasts = inject(Toasts);
  private readonly texts = inject(Texts);
  private readonly tickets = inject(Tickets);
  protected readonly t = this.texts.t;
  protected readonly icons = icons;
  protected readonly open = new OpenTicket(this.tickets);
  readonly ticketId = input.required<string>();
  protected readonly trouble = signal<Trouble | null>(null);
  protected readonly cancelling = signal(false);
  private readonly files = computed(() =>
    Map.groupBy(this.open.ticket()?.attachments ?? [], (file) => file.entryId),
  );

  protected readonly standing = computed(() => {
    const ticket = this.open.ticket();
    if (!ticket) return '';
    const waitsForUs = ticket.state === 'on_hold' && ticket.hold?.reason === 'requester';
    const state = caseStates.find((one) => one === ticket.state);
    if (!state) return this.t(`common.state.${ticket.state}`);
    return this.t(waitsForUs ? 'portal.plain.on_hold_requester' : `portal.plain.${state}`);
  });

  protected readonly holder = computed(() => {
    const ticket = this.open.ticket();
    const name = ticket?.assignee?.displayName ?? this.texts.label(ticket?.group?.name);
    return name ? this.t('portal.case.handledBy', { name }) : this.t('portal.case.nobody');
  });

  protected readonly filed = computed(() =>
    this.t('portal.case.filed', {
      time: this.moments.exact(this.open.ticket()?.openedAt ?? new Date().toISOString()),
    }),
  );

  constructor() {
    effect(() => {
      const id = this.ticketId();
      untracked(() => void this.open.show(id));
    });
    const detail = inject(PageName).detail;
    effect((onCleanup) => {
      const ticket = this.open.ticket();
      detail.set(ticket && `${ticket.number} ${ticket.title}`);
      onCleanup(() => detail.set(null));
    });
    const stops = [
      this.realtime.on('event', (event) => this.open.touched(event.subject.id)),
      this.realtime.on('gone', ({ id }) => this.open.vanished(id)),
      this.realtime.on('reload', () => void this.open.refresh()),
    ];
    inject(DestroyRef).onDestroy(() => {
      for (const stop of stops) stop();
      this.open.close();
    });
  }

  protected nameOf(author: { id: string; displayName: string } | null): string {
    if (author?.id === this.session.personId()) return this.t('portal.case.you');
    return author?.displayName ?? this.t('common.person.unknown');
  }

  protected filesOf(entryId: string | null) {
    return this.files().get(entryId) ?? [];
  }

  protected async reopen(): Promise<void> {
    let trouble = await this.open.act((stand) => this.tickets.undo(stand, 'resolution'));
    const { stale } = this.open;
    // Whoever says that it still fails means it whatever else was changed meanwhile.
    if (stale()) trouble = await stale()!.again();
    this.trouble.set(trouble);
    if (!trouble) this.toasts.say(this.t('portal.case.reopened'));
  }
}
