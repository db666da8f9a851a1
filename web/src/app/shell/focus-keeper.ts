import { DOCUMENT, inject, Injectable } from '@angular/core';

const patience = 3000;

/**
 * Whoever works with the keyboard never falls out of the page: when what had the focus is gone or switched off
 * after a key was pressed (the act it stood for is done), the focus goes to it once it is back, or to the nearest
 * heading above where it stood.
 */
@Injectable({ providedIn: 'root' })
export class FocusKeeper {
  private readonly document = inject(DOCUMENT);
  private trail: HTMLElement[] = [];
  private until = 0;
  private watching: ReturnType<typeof setInterval> | undefined;

  constructor() {
    this.document.addEventListener('focusin', (event) => (this.trail = pathUp(event.target)));
    this.document.addEventListener('keydown', () => this.watch(), true);
    // A click on nothing in particular is a wish to leave.
    this.document.addEventListener('pointerdown', () => this.rest(), true);
  }

  private watch(): void {
    this.until = Date.now() + patience;
    this.watching ??= setInterval(() => this.look(), 100);
  }

  private rest(): void {
    clearInterval(this.watching);
    this.watching = undefined;
  }

  private look(): void {
    const late = Date.now() > this.until;
    if (this.document.activeElement === this.document.body) this.restore(late);
    if (late) this.rest();
  }

  private restore(late: boolean): void {
    const [lost, ...above] = this.trail;
    if (!lost) return;
    // Switched off while its act is under way: it comes back, or does not.
    if (lost.isConnected && lost.matches(':disabled') && !late) return;
    if (lost.isConnected && !lost.matches(':disabled')) lost.focus();
    for (const place of above) {
      if (this.document.activeElement !== this.document.body) return;
      if (place.isConnected) headingIn(place)?.focus();
    }
  }
}

function pathUp(from: EventTarget | null): HTMLElement[] {
  const path: HTMLElement[] = [];
  for (let element = from as HTMLElement | null; element; element = element.parentElement) path.push(element);
  return path;
}

function headingIn(place: HTMLElement): HTMLElement | null {
  const heading = [...place.querySelectorAll<HTMLElement>('h1, h2, h3')].find((one) => one.checkVisibility());
  if (heading && !heading.hasAttribute('tabindex')) heading.tabIndex = -1;
  return heading ?? null;
}
