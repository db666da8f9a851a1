import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import type { MajorView, MeasureView } from '@felles/contracts/http';
import { limits } from '@felles/contracts/values';
import { newIntent, Session, type Trouble } from '@felles/web-data';
import { Control, Field, Moments, PersonPicker, ProblemFace, Texts, type PersonOption } from '@felles/web-ui';
import { PeopleChoice } from './people-choice';
import { RoomDesk } from './room-desk';

/** What is to be done so that it does not happen again. */
@Component({
  selector: 'felles-room-measures',
  imports: [Control, Field, PersonPicker, ProblemFace],
  providers: [PeopleChoice],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <section class="card">
      <h2>{{ t('majors.measure.heading') }}</h2>
      @if (trouble(); as trouble) {
        <felles-problem [fault]="trouble" />
      }
      <ul>
        @for (one of major().measureList; track one.id) {
          <li>
            <bdi>{{ one.text }}</bdi>
            <span class="meta">
              <bdi>{{ one.owner.displayName }}</bdi>
              <span>{{ t('majors.measure.due', { day: moments.date(one.dueOn) }) }}</span>
              @if (one.doneAt) {
                <span class="pill" data-color="success">{{ t('majors.measure.done') }}</span>
              } @else if (one.overdue) {
                <span class="pill" data-color="danger">{{ t('majors.measure.overdue') }}</span>
              }
              @if (!one.doneAt && mayFollow(one)) {
                <button
                  type="button"
                  class="plain"
                  [disabled]="room.open.working()"
                  [attr.aria-label]="t('majors.measure.markDone', { text: one.text })"
                  (click)="finish(one)"
                >
                  {{ t('majors.measure.finish') }}
                </button>
              }
            </span>
          </li>
        } @empty {
          <li class="hint">{{ t('majors.measure.none') }}</li>
        }
      </ul>
      @if (mayAdd()) {
        <form class="stack" novalidate (submit)="add($event)">
          <felles-field
            [label]="t('majors.measure.text')"
            [required]="true"
            [error]="fault() || trouble()?.fields?.['text']"
            [most]="limits.reasonCharacters"
            [text]="text()"
          >
            <input
              #words
              fellesControl
              type="text"
              dir="auto"
              [value]="text()"
              (input)="text.set(words.value); fault.set('')"
            />
          </felles-field>
          <felles-field
            [label]="t('majors.measure.owner')"
            [required]="true"
            [error]="trouble()?.fields?.['ownerId']"
          >
            <felles-person-picker
              [found]="people.found()"
              [chosen]="owner()"
              (query)="people.ask($event)"
              (picked)="owner.set($event)"
            />
          </felles-field>
          <felles-field
            [label]="t('majors.measure.dueOn')"
            [required]="true"
            [error]="trouble()?.fields?.['dueOn']"
          >
            <input #day fellesControl type="date" [value]="dueOn()" (input)="dueOn.set(day.value)" />
          </felles-field>
          <div class="row">
            <button class="ds-button" type="submit" data-variant="secondary" [disabled]="room.open.working()">
              {{ t('majors.measure.add') }}
            </button>
          </div>
        </form>
      }
    </section>
  `,
  styleUrl: './room-part.css',
})
export class RoomMeasures {
  protected readonly room = inject(RoomDesk);
  protected readonly people = inject(PeopleChoice);
  protected readonly moments = inject(Moments);
  private readonly session = inject(Session);
  protected readonly t = inject(Texts).t;
  readonly major = input.required<MajorView>();
  protected readonly limits = limits;
  protected readonly text = signal('');
  protected readonly owner = signal<PersonOption | null>(null);
  protected readonly dueOn = signal('');
  protected readonly fault = signal('');
  protected readonly trouble = signal<Trouble | null>(null);
  protected readonly mayAdd = computed(() => this.major().may.includes('measure'));
  private intent = newIntent();

  protected mayFollow(measure: MeasureView): boolean {
    return this.session.may('incident:run-major') || measure.owner.id === this.session.personId();
  }

  protected finish(measure: MeasureView): void {
    void this.room.run('majors.done.measureDone', () => this.room.majors.follow(measure, { done: true }));
  }

  protected async add(event: Event): Promise<void> {
    event.preventDefault();
    const [text, owner, dueOn] = [this.text(), this.owner(), this.dueOn()];
    if (!text.trim() || !owner || !dueOn) return this.fault.set(this.t('majors.measure.missing'));
    const body = { text, ownerId: owner.id, dueOn };
    const trouble = await this.room.act('majors.done.measureAdded', ({ id }) =>
      this.room.majors.addMeasure(id, body, this.intent),
    );
    this.trouble.set(trouble);
    if (trouble?.code !== 'offline') this.intent = newIntent();
    if (trouble) return;
    this.text.set('');
    this.owner.set(null);
    this.dueOn.set('');
  }
}
