import { ChangeDetectionStrategy, Component, ElementRef, inject, viewChild } from '@angular/core';
import { Router } from '@angular/router';
import { limits } from '@felles/contracts/values';
import { Icon, icons, Texts } from '@felles/web-ui';

/** Ctrl or ⌘ K from anywhere; Enter goes to the results. */
@Component({
  selector: 'felles-search-box',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { '(document:keydown)': 'summon($event)' },
  template: `
    <form role="search" (submit)="search($event)">
      <felles-icon [svg]="icons.magnifier" />
      <input
        #box
        type="search"
        name="q"
        [maxLength]="limits.searchCharacters"
        [attr.aria-label]="t('common.search.label')"
        [placeholder]="t('common.search.label')"
        aria-keyshortcuts="Control+K"
      />
      <kbd aria-hidden="true">{{ t('common.search.keys') }}</kbd>
    </form>
  `,
  styles: `
    form {
      display: flex;
      align-items: center;
      gap: 0.5rem;
      padding: 0 0.625rem;
      border: 1px solid var(--ds-color-neutral-border-default);
      border-radius: 0.5rem;
      background: var(--work);
    }
    form:focus-within {
      outline: 3px solid var(--ds-color-focus-outer);
      outline-offset: 1px;
    }
    felles-icon {
      color: var(--quiet);
    }
    input {
      flex: 1;
      min-width: 0;
      height: 2.125rem;
      border: 0;
      background: transparent;
      color: inherit;
      font: inherit;
      font-size: 0.875rem;
    }
    input:focus {
      outline: none;
      box-shadow: none;
    }
    input::placeholder {
      color: var(--quiet);
      opacity: 1;
    }
    @media (max-width: 56.25rem) {
      kbd {
        display: none;
      }
      /* A magnifier until one touches it, then the whole bar. */
      form {
        position: relative;
        justify-content: center;
        width: 2.125rem;
        height: 2.125rem;
        padding: 0;
        border-color: transparent;
        background: transparent;
      }
      input {
        position: absolute;
        inset: 0;
        opacity: 0;
      }
      form:focus-within {
        position: absolute;
        z-index: 16;
        inset: 0.5625rem 0.75rem;
        width: auto;
        padding: 0 0.625rem;
        border-color: var(--ds-color-neutral-border-default);
        background: var(--work);
      }
      form:focus-within input {
        position: static;
        opacity: 1;
      }
    }
  `,
})
export class SearchBox {
  private readonly router = inject(Router);
  protected readonly t = inject(Texts).t;
  protected readonly icons = icons;
  protected readonly limits = limits;
  private readonly box = viewChild.required<ElementRef<HTMLInputElement>>('box');

  protected summon(event: KeyboardEvent): void {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'k') return;
    event.preventDefault();
    this.box().nativeElement.select();
  }

  protected search(event: Event): void {
    event.preventDefault();
    const q = this.box().nativeElement.value.trim();
    if (q) void this.router.navigate(['/console/search'], { queryParams: { q } });
  }
}
