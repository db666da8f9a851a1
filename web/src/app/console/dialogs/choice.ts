import { linkedSignal, type WritableSignal } from '@angular/core';

/** What one chooses in an open dialog: follows the case until one has chosen, and keeps the choice whatever happens live. */
export function choice<T>(stands: () => T): WritableSignal<T> {
  return linkedSignal<T, T>({
    source: stands,
    computation: (now, before) => (before && before.value !== before.source ? before.value : now),
  });
}
