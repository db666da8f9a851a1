import {
  afterNextRender,
  ChangeDetectionStrategy,
  Component,
  DestroyRef,
  ElementRef,
  inject,
  input,
  output,
  viewChild,
} from '@angular/core';
import { Icon } from './icon.js';
import { cross } from './icons.js';
import { Texts } from './texts.js';

let made = 0;

/**
 * A modal dialog while it exists: opened when rendered, focus given back when it goes. The caller shows it
 * with `@if` and takes it away on `closed` (Escape, the cross, or its own button).
 */
@Component({
  selector: 'felles-dialog',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <dialog
      #dialog
      class="ds-dialog"
      [attr.aria-labelledby]="id"
      [class.wide]="wide()"
      (cancel)="cancel($event)"
    >
      <header>
        <h2 [id]="id">{{ heading() }}</h2>
        <button
          type="button"
          class="plain icon"
          [attr.aria-label]="t('common.dialog.close')"
          (click)="closed.emit()"
        >
          <felles-icon [svg]="cross" />
        </button>
      </header>
      <ng-content />
    </dialog>
  `,
  styles: `
    dialog {
      width: min(34rem, calc(100vw - 2rem));
      max-width: none;
      max-height: calc(100dvh - 2rem);
      padding: 1.25rem 1.5rem 1.5rem;
    }
    dialog.wide {
      width: min(56rem, calc(100vw - 2rem));
    }
    header {
      display: flex;
      align-items: start;
      gap: 1rem;
      margin-bottom: 1rem;
    }
    header button {
      margin: -0.375rem -0.5rem 0 0;
    }
    h2 {
      flex: 1;
      margin: 0;
      font-size: 1.125rem;
      font-weight: 600;
      line-height: 1.4;
    }
  `,
})
export class Dialog {
  protected readonly t = inject(Texts).t;
  readonly heading = input.required<string>();
  readonly wide = input(false);
  readonly closed = output();
  protected readonly id = `dialog-${++made}`;
  protected readonly cross = cross;
  private readonly element = viewChild.required<ElementRef<HTMLDialogElement>>('dialog');

  constructor() {
    const before = document.activeElement;
    afterNextRender(() => {
      const dialog = this.element().nativeElement;
      dialog.showModal();
      const wanted =
        dialog.querySelector<HTMLElement>('[autofocus]') ??
        dialog.querySelector<HTMLElement>('input, select, textarea');
      wanted?.focus();
    });
    inject(DestroyRef).onDestroy(() => {
      this.element().nativeElement.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    });
  }

  protected cancel(event: Event): void {
    event.preventDefault();
    this.closed.emit();
  }
}
