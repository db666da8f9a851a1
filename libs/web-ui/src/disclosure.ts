import { Directive, ElementRef, inject, signal } from '@angular/core';

/**
 * Something a button opens and shuts: a click elsewhere or Escape shuts it, and Escape gives the focus back to
 * the button (the one with `aria-expanded`).
 */
@Directive({
  selector: '[fellesDisclosure]',
  exportAs: 'disclosure',
  host: { '(document:click)': 'clickedAt($event)', '(keydown.escape)': 'escape($event)' },
})
export class Disclosure {
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  readonly open = signal(false);

  toggle(): void {
    this.open.update((open) => !open);
  }

  shut(): void {
    this.open.set(false);
  }

  /** Shuts it and puts the focus on its button. */
  giveBack(): void {
    this.shut();
    this.element.querySelector<HTMLElement>('[aria-expanded]')?.focus();
  }

  protected clickedAt(event: Event): void {
    if (this.open() && !this.element.contains(event.target as Node)) this.shut();
  }

  protected escape(event: Event): void {
    if (!this.open()) return;
    event.stopPropagation();
    event.preventDefault();
    this.giveBack();
  }
}
