import {
  ChangeDetectionStrategy,
  Component,
  computed,
  ElementRef,
  inject,
  input,
  output,
  signal,
  viewChild,
} from '@angular/core';
import { Field } from './field.js';
import { Texts } from './texts.js';

/** Someone to choose; `about` tells people of one name apart. */
export interface PersonOption {
  id: string;
  name: string;
  about: string;
  /** Where they belong, for forms that offer what is theirs. */
  organisationId?: string;
}

let made = 0;

/**
 * A combobox (WAI-ARIA 1.2) that finds people while one types; arrows, Enter and Escape as everywhere.
 * Stands inside a `felles-field`.
 */
@Component({
  selector: 'felles-person-picker',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <input
      #box
      class="ds-input"
      type="text"
      role="combobox"
      autocomplete="off"
      aria-autocomplete="list"
      [id]="field.id"
      [attr.aria-describedby]="field.describedBy()"
      [attr.aria-invalid]="field.error() ? 'true' : null"
      [attr.aria-expanded]="open()"
      [attr.aria-controls]="open() ? listId : null"
      [attr.aria-activedescendant]="open() && active() >= 0 ? listId + '-' + active() : null"
      [placeholder]="t('common.person.find')"
      [value]="shown()"
      (input)="type(box.value)"
      (keydown)="key($event)"
      (blur)="leave()"
    />
    <p class="sr-only" role="status">
      @if (open()) {
        {{
          options().length
            ? t('common.person.found', { count: options().length })
            : t('common.person.noneFound')
        }}
      }
    </p>
    @if (open()) {
      @if (options().length) {
        <ul role="listbox" [id]="listId" [attr.aria-label]="field.label()">
          @for (person of options(); track person.id; let index = $index) {
            <li
              role="option"
              [id]="listId + '-' + index"
              [attr.aria-selected]="index === active()"
              (mousedown)="$event.preventDefault()"
              (click)="pick(person)"
            >
              <bdi>{{ person.name }}</bdi><span class="subtle">{{ person.about }}</span>
            </li>
          }
        </ul>
      } @else if (searched()) {
        <p class="none">{{ t('common.person.noneFound') }}</p>
      }
    }
  `,
  styles: `
    :host {
      position: relative;
      display: block;
    }
    input {
      width: 100%;
    }
    ul,
    .none {
      position: absolute;
      z-index: 5;
      inset-inline: 0;
      top: calc(100% + 4px);
      margin: 0;
      padding: 0.25rem;
      list-style: none;
      max-height: 16rem;
      overflow: auto;
      border: 1px solid var(--line-strong);
      border-radius: 0.5rem;
      background: var(--ds-color-neutral-surface-default);
      box-shadow: var(--ds-shadow-md);
    }
    li,
    .none {
      display: flex;
      flex-wrap: wrap;
      gap: 0 0.5rem;
      padding: 0.5rem 0.625rem;
      border-radius: 0.375rem;
      cursor: pointer;
    }
    li[aria-selected='true'],
    li:hover {
      background: var(--ds-color-accent-surface-tinted);
    }
  `,
})
export class PersonPicker {
  protected readonly t = inject(Texts).t;
  protected readonly field = inject(Field);
  /** What was found for the last `query`; null while nothing has been asked. */
  readonly found = input<readonly PersonOption[] | null>(null);
  readonly chosen = input<PersonOption | null>(null);
  /** Empties itself after a choice, to choose several. */
  readonly many = input(false);
  readonly query = output<string>();
  readonly picked = output<PersonOption | null>();
  protected readonly listId = `people-${++made}`;
  protected readonly typed = signal<string | null>(null);
  protected readonly active = signal(0);
  protected readonly options = computed(() => this.found() ?? []);
  protected readonly searched = computed(
    () => this.found() !== null && (this.typed()?.trim().length ?? 0) > 1,
  );
  protected readonly open = computed(
    () => this.typed() !== null && this.typed()!.trim().length > 1 && this.found() !== null,
  );
  protected readonly shown = computed(() => this.typed() ?? this.chosen()?.name ?? '');
  private readonly box = viewChild.required<ElementRef<HTMLInputElement>>('box');

  protected type(text: string): void {
    this.typed.set(text);
    this.active.set(0);
    this.query.emit(text.trim());
    if (!text.trim() && this.chosen()) this.picked.emit(null);
  }

  protected key(event: KeyboardEvent): void {
    if (!this.open()) return;
    const last = this.options().length - 1;
    if (event.key === 'ArrowDown') this.active.update((index) => Math.min(index + 1, last));
    else if (event.key === 'ArrowUp') this.active.update((index) => Math.max(index - 1, 0));
    else if (event.key === 'Enter' && this.options()[this.active()])
      this.pick(this.options()[this.active()]!);
    else if (event.key === 'Escape') this.leave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  protected pick(person: PersonOption): void {
    this.picked.emit(person);
    this.leave();
  }

  /** What was typed and not chosen is no choice: the field shows again whom it stands for. */
  protected leave(): void {
    this.typed.set(null);
    this.active.set(0);
    this.box().nativeElement.value = this.many() ? '' : (this.chosen()?.name ?? '');
  }
}
