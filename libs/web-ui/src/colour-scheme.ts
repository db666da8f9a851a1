import { DOCUMENT, inject, Injectable, signal } from '@angular/core';

export const colourSchemes = ['auto', 'light', 'dark'] as const;
export type Scheme = (typeof colourSchemes)[number];
const storageKey = 'felles.scheme';

/** Light, dark, or as the device has it; remembered on this device. */
@Injectable({ providedIn: 'root' })
export class ColourScheme {
  private readonly root = inject(DOCUMENT).documentElement;
  private readonly chosen = signal<Scheme>('auto');
  readonly scheme = this.chosen.asReadonly();

  begin(): void {
    try {
      const kept = colourSchemes.find((scheme) => scheme === localStorage.getItem(storageKey));
      if (kept) this.apply(kept);
    } catch {
      // Storage switched off: as the device has it.
    }
  }

  choose(scheme: Scheme): void {
    this.apply(scheme);
    try {
      localStorage.setItem(storageKey, scheme);
    } catch {
      // Storage switched off: the choice lasts as long as the page.
    }
  }

  private apply(scheme: Scheme): void {
    this.chosen.set(scheme);
    this.root.dataset['colorScheme'] = scheme;
  }
}
