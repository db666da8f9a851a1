import {
  ChangeDetectionStrategy,
  Component,
  computed,
  ElementRef,
  inject,
  input,
  untracked,
  afterRenderEffect,
} from '@angular/core';
import type { AttachmentView, TicketView } from '@felles/contracts/http';
import { Session } from '@felles/web-data';
import { Entry, Texts, When } from '@felles/web-ui';
import { Desk } from './desk';
import { eventWords } from './event-words';
import { SpeechOfDesk } from './speech';
import { timeline } from './timeline';

/** The conversation, with what happened between the words; it follows its own end while one is there. */
@Component({
  selector: 'felles-conversation',
  imports: [Entry, When],
  providers: [SpeechOfDesk],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { tabindex: '0', role: 'region', '[attr.aria-label]': "t('console.ticket.conversation')" },
  template: `
    <felles-entry
      [author]="asker()"
      [about]="ticket().unit ? label(ticket().unit!.name) : ''"
      [at]="ticket().openedAt"
      [body]="ticket().description ?? ''"
      [files]="filesOf(null)"
    />
    @if (desk.history.hasMore()) {
      <button type="button" class="plain" (click)="desk.history.more()">{{ t('common.face.more') }}</button>
    }
    @for (line of lines(); track line.key) {
      @if ('entry' in line) {
        <felles-entry
          [author]="line.entry.author?.displayName ?? t('common.person.unknown')"
          [at]="line.entry.writtenAt"
          [body]="line.entry.body"
          [internal]="line.entry.audience === 'internal'"
          [mine]="line.entry.author?.id === session.personId()"
          [files]="filesOf(line.entry.id)"
        />
      } @else {
        <p class="system">
          <span>{{ words(line.event) }}</span> <felles-when [at]="line.at" kind="exact" />
        </p>
      }
    }
    @if (ticket().cancellationReason; as reason) {
      <p class="notice" data-color="neutral">{{ t('console.ticket.cancelled', { reason }) }}</p>
    }
    @if (ticket().resolution; as resolution) {
      <section class="resolution" data-color="success" [attr.aria-label]="t('console.ticket.resolution')">
        <h3>{{ t('console.ticket.resolution') }}: {{ codeName() }}</h3>
        @if (resolution.text) {
          <p dir="auto">{{ resolution.text }}</p>
        }
        <p class="by">{{ resolution.by?.displayName }} <felles-when [at]="resolution.at" kind="exact" /></p>
      </section>
    }
  `,
  styles: `
    :host {
      display: flex;
      flex-direction: column;
      gap: 1.125rem;
      padding: 1.125rem 1.375rem;
      overflow-y: auto;
    }
    :host:focus-visible {
      outline-offset: -3px;
    }
    .system {
      margin: 0;
      padding-inline-start: 2.75rem;
      font-size: 0.75rem;
      color: var(--quiet);
    }
    .system + .system {
      margin-top: -0.75rem;
    }
    .system felles-when {
      margin-inline-start: 0.25rem;
    }
    .notice {
      margin: 0;
      max-width: 48.75rem;
    }
    .resolution {
      max-width: 46rem;
      margin-inline-start: 2.75rem;
      padding: 0.75rem 1rem;
      border: 1px solid var(--ds-color-border-subtle);
      border-inline-start: 4px solid var(--ds-color-base-default);
      border-radius: 0.625rem;
      background: var(--ds-color-background-tinted);
    }
    h3 {
      margin: 0;
      font-size: 0.875rem;
      font-weight: 600;
    }
    .resolution p {
      margin: 0.25rem 0 0;
      font-size: 0.9375rem;
      line-height: 1.6;
      white-space: pre-wrap;
      overflow-wrap: anywhere;
    }
    .resolution .by {
      font-size: 0.75rem;
      color: var(--quiet);
    }
    @media (max-width: 40rem) {
      :host {
        padding: 1rem;
      }
      .resolution {
        margin-inline-start: 0;
      }
      .system {
        padding-inline-start: 0;
      }
    }
  `,
})
export class Conversation {
  private readonly speech = inject(SpeechOfDesk);
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef);
  private readonly texts = inject(Texts);
  protected readonly desk = inject(Desk);
  protected readonly session = inject(Session);
  protected readonly t = this.texts.t;
  protected readonly label = this.texts.label;
  readonly ticket = input.required<TicketView>();
  private followed = '';
  protected readonly lines = computed(() => timeline(this.ticket(), this.desk.history.events()));
  protected readonly asker = computed(
    () => this.ticket().requester?.displayName ?? this.t('common.person.unknown'),
  );
  protected readonly codeName = computed(() => {
    const resolution = this.ticket().resolution;
    return resolution ? this.t(`common.resolutionCode.${resolution.code}`) : '';
  });
  private readonly files = computed(() => Map.groupBy(this.ticket().attachments, (file) => file.entryId));

  constructor() {
    afterRenderEffect(() => {
      const id = this.ticket().id;
      this.lines();
      untracked(() => this.follow(id));
    });
  }

  protected words(event: Parameters<typeof eventWords>[1]): string {
    return eventWords(this.speech.now(), event);
  }

  protected filesOf(entryId: string | null): AttachmentView[] {
    return this.files().get(entryId) ?? [];
  }

  /** A case just opened is shown from its end; after that only when one is near it already. */
  private follow(id: string): void {
    const box = this.element.nativeElement;
    const near = box.scrollHeight - box.scrollTop - box.clientHeight < 240;
    if (id === this.followed && !near) return;
    this.followed = id;
    box.scrollTop = box.scrollHeight;
  }
}
