import { ChangeDetectionStrategy, Component, inject, input, output, signal } from '@angular/core';
import { limits } from '@felles/contracts/values';
import { type Fault } from './faces.js';
import { Icon } from './icon.js';
import { camera, cross, file, paperclip } from './icons.js';
import { Texts } from './texts.js';

/** A file on its way; `progress` 0–1, 1 when it is there. */
export interface PickedFile {
  key: number;
  name: string;
  progress: number;
  trouble: Fault | 'too_large' | null;
}

/** Chooses, takes, drops files; shows how far they have come. The caller sends them. Paste is the caller's `fellesPaste`. */
@Component({
  selector: 'felles-file-picker',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: {
    '[class.over]': 'over()',
    '[class.framed]': 'hint()',
    '(dragover)': 'hover($event)',
    '(dragleave)': 'over.set(false)',
    '(drop)': 'drop($event)',
  },
  template: `
    <div class="buttons">
      <label class="plain">
        <felles-icon [svg]="icons.paperclip" />{{ t('common.files.add') }}
        <input class="sr-only" type="file" multiple (change)="choose($event)" />
      </label>
      @if (withCamera()) {
        <label class="plain camera">
          <felles-icon [svg]="icons.camera" />{{ t('common.files.camera') }}
          <input
            class="sr-only"
            type="file"
            accept="image/*"
            capture="environment"
            (change)="choose($event)"
          />
        </label>
      }
    </div>
    @if (hint()) {
      <p class="hint">{{ t('common.files.hint', { most: limits.attachmentsPerEntry, size }) }}</p>
    }
    @if (tooMany()) {
      <p class="ds-validation-message" role="alert">
        {{ t('common.files.tooMany', { most: limits.attachmentsPerEntry }) }}
      </p>
    }
    @if (files().length) {
      <ul [attr.aria-label]="t('common.files.list')">
        @for (one of files(); track one.key) {
          <li>
            <felles-icon [svg]="icons.file" />
            <span class="name"
              ><bdi>{{ one.name }}</bdi></span
            >
            @if (one.trouble; as trouble) {
              <span class="fault" role="alert">{{
                trouble === 'too_large'
                  ? t('common.files.tooLarge', { size })
                  : trouble.detail || t('common.trouble.offline.title')
              }}</span>
            } @else if (one.progress < 1) {
              <progress
                [value]="one.progress"
                max="1"
                [attr.aria-label]="t('common.files.progress', { name: one.name })"
              ></progress>
            } @else {
              <span class="subtle">{{ t('common.files.ready') }}</span>
            }
            <button
              type="button"
              class="plain icon"
              [attr.aria-label]="t('common.files.remove', { name: one.name })"
              (click)="removed.emit(one.key)"
            >
              <felles-icon [svg]="icons.cross" />
            </button>
          </li>
        }
      </ul>
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: 0.375rem;
      border-radius: 0.5rem;
    }
    :host(.over) {
      outline: 2px dashed var(--ds-color-accent-border-default);
      outline-offset: 4px;
    }
    .buttons {
      display: flex;
      flex-wrap: wrap;
      gap: 0.25rem 0.5rem;
    }
    label {
      cursor: pointer;
      position: relative;
    }
    label:focus-within {
      outline: 3px solid var(--ds-color-focus-outer);
      outline-offset: 1px;
    }
    :host(.framed) label {
      padding-inline: 0.875rem;
      border: 1px solid var(--ds-color-neutral-border-default);
    }
    .camera {
      display: none;
    }
    @media (pointer: coarse) {
      .camera {
        display: inline-flex;
      }
    }
    ul {
      list-style: none;
      margin: 0;
      padding: 0;
      display: grid;
      gap: 0.25rem;
    }
    li {
      display: flex;
      align-items: center;
      gap: 0.5rem;
      padding: 0.125rem 0.25rem 0.125rem 0.625rem;
      border: 1px solid var(--line);
      border-radius: 0.5rem;
      font-size: 0.8125rem;
      min-width: 0;
    }
    .name {
      flex: 1;
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
      min-width: 4rem;
    }
    .fault {
      color: var(--ds-color-danger-text-subtle);
    }
    progress {
      width: 6rem;
      accent-color: var(--ds-color-accent-base-default);
    }
  `,
})
export class FilePicker {
  protected readonly t = inject(Texts).t;
  readonly files = input.required<readonly PickedFile[]>();
  readonly tooMany = input(false);
  readonly hint = input(true);
  readonly withCamera = input(true);
  readonly picked = output<File[]>();
  readonly removed = output<number>();
  protected readonly over = signal(false);
  protected readonly icons = { camera, cross, file, paperclip };
  protected readonly limits = limits;
  protected readonly size = limits.fileBytes / 1024 / 1024;

  protected choose(event: Event): void {
    const field = event.target as HTMLInputElement;
    this.picked.emit([...(field.files ?? [])]);
    field.value = '';
  }

  protected hover(event: DragEvent): void {
    event.preventDefault();
    this.over.set(true);
  }

  protected drop(event: DragEvent): void {
    event.preventDefault();
    this.over.set(false);
    this.picked.emit(filesIn(event.dataTransfer));
  }
}

/** The files someone pasted or dropped. */
export function filesIn(transfer: DataTransfer | null): File[] {
  return [...(transfer?.files ?? [])];
}
