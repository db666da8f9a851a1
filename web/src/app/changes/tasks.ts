import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import type { ChangeTaskView, ChangeView } from '@felles/contracts/http';
import { limits } from '@felles/contracts/values';
import { isOpen } from '@felles/domain';
import { newIntent, type Trouble } from '@felles/web-data';
import { Icon, icons, ProblemFace, Texts } from '@felles/web-ui';
import { OpenChange } from './open-change';

/** The steps of a change, ticked as they are done. */
@Component({
  selector: 'felles-change-tasks',
  imports: [Icon, ProblemFace],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2>{{ t('changes.task.heading') }}</h2>
    <ul>
      @for (task of view().change.tasks; track task.id) {
        <li>
          <label>
            <input
              type="checkbox"
              [checked]="task.doneAt !== null"
              [disabled]="!may()"
              (change)="toggle(task)"
            />
            <span dir="auto">{{ task.text }}</span>
          </label>
          @if (task.doneBy; as person) {
            <span class="subtle">{{ person.displayName }}</span>
          }
          @if (may()) {
            <button
              type="button"
              class="plain icon"
              [attr.aria-label]="t('changes.task.remove', { text: task.text })"
              (click)="remove(task)"
            >
              <felles-icon [svg]="icons.cross" />
            </button>
          }
        </li>
      } @empty {
        <li class="subtle">{{ t('changes.task.none') }}</li>
      }
    </ul>
    @if (trouble(); as trouble) {
      <felles-problem [fault]="trouble" />
    }
    @if (may()) {
      <form novalidate (submit)="add($event)">
        <label class="sr-only" for="new-task">{{ t('changes.task.new') }}</label>
        <input
          #text
          id="new-task"
          class="ds-input"
          type="text"
          dir="auto"
          autocomplete="off"
          [attr.maxlength]="limits.taskCharacters"
          [placeholder]="t('changes.task.new')"
          [value]="words()"
          (input)="words.set(text.value)"
        />
        <button type="submit" class="ds-button" data-variant="secondary">{{ t('changes.task.add') }}</button>
      </form>
    }
  `,
  styles: `
    ul {
      display: grid;
      margin: 0.25rem 0 0.5rem;
      padding: 0;
      list-style: none;
    }
    li,
    label:not(.sr-only) {
      display: flex;
      align-items: center;
      gap: 0.5rem;
    }
    label:not(.sr-only) {
      flex: 1;
      min-height: 2.25rem;
      overflow-wrap: anywhere;
    }
    li input {
      flex: none;
      width: 1.125rem;
      height: 1.125rem;
      accent-color: var(--ds-color-accent-base-default);
    }
    li .subtle {
      font-size: 0.8125rem;
    }
    form {
      display: flex;
      gap: 0.5rem;
    }
    form input {
      flex: 1;
      min-width: 0;
    }
  `,
})
export class ChangeTasks {
  private readonly open = inject(OpenChange);
  private intent = newIntent();
  protected readonly t = inject(Texts).t;
  protected readonly icons = icons;
  protected readonly limits = limits;
  readonly view = input.required<ChangeView>();
  protected readonly words = signal('');
  protected readonly trouble = signal<Trouble | null>(null);
  protected readonly may = computed(() => this.view().may.includes('implement') && isOpen(this.view().state));

  protected async add(event: Event): Promise<void> {
    event.preventDefault();
    const text = this.words().trim();
    if (!text) return;
    const trouble = await this.open.act('task', ({ id }) => this.open.changes.addTask(id, text, this.intent));
    // No answer is no refusal: the next try must carry the same key.
    if (trouble?.code !== 'offline') this.intent = newIntent();
    this.trouble.set(trouble);
    if (!trouble) this.words.set('');
  }

  protected toggle(task: ChangeTaskView): void {
    void this.run(({ id }) => this.open.changes.setTaskDone(id, task.id, task.doneAt === null));
  }

  protected remove(task: ChangeTaskView): void {
    void this.run(({ id }) => this.open.changes.removeTask(id, task.id));
  }

  private async run(act: Parameters<OpenChange['act']>[1]): Promise<void> {
    this.trouble.set(await this.open.act('task', act));
  }
}
