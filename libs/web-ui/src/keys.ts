import { signal } from '@angular/core';

const storageKey = 'felles.keys';

/** Whether single keys act (WCAG 2.1.4: they can be turned off); remembered on this device. */
export const singleKeys = signal(recall());

export function useSingleKeys(on: boolean): void {
  singleKeys.set(on);
  try {
    localStorage.setItem(storageKey, on ? 'on' : 'off');
  } catch {
    // Storage switched off: the choice lasts as long as the page.
  }
}

/** The single key someone pressed, unless they are writing, in a dialog, or holding a modifier. */
export function commandKey(event: KeyboardEvent): string | null {
  if (!singleKeys() || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return null;
  const target = event.target as HTMLElement;
  if (target.closest('input, textarea, select, [contenteditable], dialog')) return null;
  return event.key;
}

function recall(): boolean {
  try {
    return localStorage.getItem(storageKey) !== 'off';
  } catch {
    // Storage switched off: keys are on, as for everybody new.
    return true;
  }
}
