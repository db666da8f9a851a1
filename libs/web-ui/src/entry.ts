import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { Avatar } from './avatar.js';
import { Icon } from './icon.js';
import { file, padlock } from './icons.js';
import { Texts } from './texts.js';
import { When } from './when.js';

export interface EntryFile {
  id: string;
  name: string;
  type: string;
  size: number;
}

/** Files that came with an entry: pictures small, all to download. */
@Component({
  selector: 'felles-files',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (files().length) {
      <ul [attr.aria-label]="t('common.files.list')">
        @for (one of files(); track one.id) {
          <li>
            <a [href]="'/api/attachments/' + one.id" [attr.download]="one.name">
              @if (isPicture(one)) {
                <img [src]="'/api/attachments/' + one.id" alt="" loading="lazy" />
              } @else {
                <felles-icon [svg]="icon" />
              }
              <span class="name"
                ><bdi>{{ one.name }}</bdi></span
              >
              <span class="subtle">{{ size(one.size) }}</span>
            </a>
          </li>
        }
      </ul>
    }
  `,
  styles: `
    ul {
      list-style: none;
      margin: 0.5rem 0 0;
      padding: 0;
      display: flex;
      flex-wrap: wrap;
      gap: 0.5rem;
    }
    a {
      display: flex;
      align-items: center;
      gap: 0.5rem;
      max-width: 18rem;
      padding: 0.375rem 0.625rem;
      border: 1px solid var(--line-strong);
      border-radius: 0.5rem;
      font-size: 0.8125rem;
      color: inherit;
      text-decoration: none;
    }
    a:hover .name {
      text-decoration: underline;
    }
    .name {
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    .subtle {
      white-space: nowrap;
    }
    img {
      width: 2.5rem;
      height: 2.5rem;
      object-fit: cover;
      border-radius: 0.25rem;
      margin: -0.125rem 0 -0.125rem -0.375rem;
    }
  `,
})
export class Files {
  private readonly texts = inject(Texts);
  protected readonly t = this.texts.t;
  readonly files = input.required<readonly EntryFile[]>();
  protected readonly icon = file;

  protected isPicture(one: EntryFile): boolean {
    return /^image\/(png|jpeg|gif|webp)$/.test(one.type);
  }

  protected size(bytes: number): string {
    const mega = bytes / 1024 / 1024;
    return mega >= 1
      ? `${this.texts.number(Math.round(mega * 10) / 10)} MB`
      : `${this.texts.number(Math.ceil(bytes / 1024))} kB`;
  }
}

/** One thing somebody said: to everybody, or unmistakably inside the desk. Plain text only. */
@Component({
  selector: 'felles-entry',
  imports: [Avatar, Files, Icon, When],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { '[class.internal]': 'internal()', '[class.mine]': 'mine()' },
  template: `
    <felles-avatar [name]="face() || author()" />
    <article [attr.aria-label]="(internal() ? t('common.entry.internal') + ', ' : '') + author()">
      <header>
        <span class="author"
          ><bdi>{{ author() }}</bdi></span
        >
        @if (internal()) {
          <span class="mark"><felles-icon [svg]="padlock" />{{ t('common.entry.internal') }}</span>
        }
        @if (about()) {
          <span class="subtle">{{ about() }}</span>
        }
        <felles-when class="subtle" [at]="at()" kind="exact" />
      </header>
      <p class="body" dir="auto">{{ body() }}</p>
      <felles-files [files]="files()" />
    </article>
  `,
  styles: `
    :host {
      display: grid;
      grid-template-columns: 2rem minmax(0, 46rem);
      gap: 0.75rem;
    }
    header {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0.125rem 0.625rem;
      font-size: 0.75rem;
    }
    .author {
      font-size: 0.875rem;
      font-weight: 600;
    }
    .body {
      margin: 0.125rem 0 0;
      font-size: 0.9375rem;
      line-height: 1.6;
      white-space: pre-wrap;
      overflow-wrap: anywhere;
    }
    .mark {
      display: inline-flex;
      align-items: center;
      gap: 0.25rem;
      font-weight: 600;
      color: var(--ds-color-warning-text-subtle);
    }
    :host(.internal) article {
      padding: 0.625rem 0.875rem 0.75rem;
      border-radius: 0.625rem;
      border: 1px solid var(--ds-color-warning-border-subtle);
      border-inline-start: 4px solid var(--ds-color-warning-base-default);
      background: var(--ds-color-warning-background-tinted);
    }
  `,
})
export class Entry {
  protected readonly t = inject(Texts).t;
  readonly author = input.required<string>();
  /** Whose initials to draw where the author is called something else ("you"). */
  readonly face = input('');
  readonly about = input('');
  readonly at = input.required<string>();
  readonly body = input.required<string>();
  readonly internal = input(false);
  readonly mine = input(false);
  readonly files = input<readonly EntryFile[]>([]);
  protected readonly padlock = padlock;
}
