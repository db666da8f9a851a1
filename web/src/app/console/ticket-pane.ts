import {
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  ElementRef,
  inject,
  input,
  output,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { Session, type Trouble } from '@felles/web-data';
import { Empty, Icon, icons, Loading, PageName, ProblemFace, Texts } from '@felles/web-ui';
import { Composer } from './composer';
import { Conversation } from './conversation';
import { Desk } from './desk';
import { DiagnosisPanel } from './diagnosis-panel';
import { ActDialog } from './dialogs/act-dialog';
import { StaleDialog } from './dialogs/stale-dialog';
import { FactsPanel } from './facts-panel';
import { KnownErrors } from './known-errors';
import { PresenceLine } from './presence-line';
import { actKeys, actsFor, type ActName } from './ticket-acts';
import { TicketHead } from './ticket-head';
import { TicketHistory } from './ticket-history';

type View = 'conversation' | 'history' | 'facts';

/** The open case: its head, its conversation with the composer beneath, and its details beside. */
@Component({
  selector: 'felles-ticket-pane',
  imports: [
    ActDialog,
    Composer,
    Conversation,
    DiagnosisPanel,
    Empty,
    FactsPanel,
    Icon,
    KnownErrors,
    Loading,
    PresenceLine,
    ProblemFace,
    StaleDialog,
    TicketHead,
    TicketHistory,
  ],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { '[attr.data-view]': 'view()' },
  templateUrl: './ticket-pane.html',
  styleUrl: './ticket-pane.css',
})
export class TicketPane {
  private readonly session = inject(Session);
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef);
  protected readonly t = inject(Texts).t;
  protected readonly desk = inject(Desk);
  protected readonly open = this.desk.open;
  protected readonly icons = icons;
  readonly ticketId = input<string>();
  readonly left = output();
  protected readonly view = signal<View>('conversation');
  protected readonly views: readonly View[] = ['conversation', 'history', 'facts'];
  protected readonly asking = signal<ActName | null>(null);
  protected readonly fault = signal<Trouble | null>(null);
  protected readonly acts = computed(() => {
    const ticket = this.open.ticket();
    return ticket ? actsFor(ticket, this.session.personId()) : [];
  });
  private readonly openId = computed(() => this.open.ticket()?.id);
  private readonly composer = viewChild(Composer);

  constructor() {
    effect(() => {
      const id = this.ticketId();
      untracked(() => void this.show(id));
    });
    const detail = inject(PageName).detail;
    effect((onCleanup) => {
      const ticket = this.open.ticket();
      detail.set(ticket && `${ticket.number} ${ticket.title}`);
      onCleanup(() => detail.set(null));
    });
    effect(() => {
      const id = this.openId();
      if (id) untracked(() => this.arrive(id));
    });
  }

  /** A case just opened is read from its heading, and is no news any more. */
  private arrive(id: string): void {
    this.desk.list.markRead(id);
    void this.desk.history.show(id);
    setTimeout(() => this.element.nativeElement.querySelector<HTMLElement>('h2')?.focus());
  }

  /** @returns whether the key meant something here. */
  command(key: string): boolean {
    if (!this.open.ticket()) return false;
    // What is typed while a dialog is on its way is meant for the dialog.
    if (this.asking()) return true;
    const act = this.acts().find((name) => actKeys[name] === key);
    if (act) this.ask(act);
    else if (key === 'r' || key === 'i') return this.write(key === 'r' ? 'public' : 'internal');
    else if (key === 'y') this.view.update((view) => (view === 'history' ? 'conversation' : 'history'));
    else if (key === 'f') this.view.update((view) => (view === 'facts' ? 'conversation' : 'facts'));
    else return false;
    return true;
  }

  protected viewName(view: View): string {
    return this.t(`console.ticket.${view}`);
  }

  /** Does what needs no more words at once, and asks for the rest. */
  protected ask(act: ActName): void {
    const { tickets, problems } = this.desk;
    const me = this.session.personId();
    this.fault.set(null);
    switch (act) {
      case 'take':
        return this.run(this.desk.act('take', (stand) => tickets.assign(stand, { assigneeId: me })));
      case 'release':
        return this.run(this.desk.act('release', (stand) => tickets.undo(stand, 'assignment')));
      case 'progress':
        return this.run(this.desk.act('progress', (stand) => tickets.put(stand, 'progress')));
      case 'stop':
        return this.run(this.desk.act('stop', (stand) => tickets.undo(stand, 'progress')));
      case 'wake':
        return this.run(this.desk.act('wake', (stand) => tickets.undo(stand, 'hold')));
      case 'reopen':
        return this.run(this.desk.act('reopen', (stand) => tickets.undo(stand, 'resolution')));
      case 'close':
        return this.run(this.desk.act('close', (stand) => tickets.put(stand, 'closure')));
      case 'unrestrict':
        return this.run(this.desk.act('unrestrict', (stand) => tickets.undo(stand, 'restriction')));
      case 'watch':
        return this.run(this.desk.act('watch', (stand) => tickets.put(stand, 'watch')));
      case 'unwatch':
        return this.run(this.desk.act('unwatch', (stand) => tickets.undo(stand, 'watch')));
      case 'investigate':
        return this.run(this.desk.act('investigate', (stand) => problems.put(stand, 'investigation')));
      case 'layDown':
        return this.run(this.desk.act('layDown', (stand) => problems.undo(stand, 'investigation')));
      case 'unknow':
        return this.run(this.desk.act('unknow', (stand) => problems.undo(stand, 'known-error')));
      case 'assign':
      case 'hold':
      case 'resolve':
      case 'cancel':
      case 'change':
      case 'link':
      case 'restrict':
      case 'circle':
      case 'declare':
      case 'problem':
      case 'diagnose':
        return this.asking.set(act);
    }
  }

  /** Makes the change all the same; the dialog it came from has done its work. */
  protected repeat(): void {
    this.run(
      this.desk.again().then((trouble) => {
        if (!trouble && !this.open.stale()) this.asking.set(null);
        return trouble;
      }),
    );
  }

  /** The way around a known error, as the beginning of a reply. */
  protected useWorkaround(words: string): void {
    this.view.set('conversation');
    setTimeout(() => this.composer()?.add(words));
  }

  private write(audience: 'public' | 'internal'): boolean {
    this.view.set('conversation');
    const composer = this.composer();
    // At once where it can be: the next key pressed already belongs to the text.
    if (composer) composer.begin(audience);
    else setTimeout(() => this.composer()?.begin(audience));
    return true;
  }

  private run(act: Promise<Trouble | null>): void {
    void act.then((trouble) => this.fault.set(trouble));
  }

  private async show(id: string | undefined): Promise<void> {
    this.asking.set(null);
    this.fault.set(null);
    this.view.set('conversation');
    if (!id) return this.open.close();
    await this.open.show(id);
  }
}
