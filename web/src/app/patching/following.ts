import { DestroyRef, inject } from '@angular/core';
import { Paced, Realtime } from '@felles/web-data';

/**
 * Runs again when something has happened to a configuration item, at most every `gap` ms, and when the line comes back.
 * Called while a component is made.
 * @param about which items; all when left out.
 */
export function followItems(run: () => void, gap: number, about: (id: string) => boolean = () => true): void {
  const upkeep = new Paced(run, gap);
  const realtime = inject(Realtime);
  const stops = [
    realtime.on(
      'event',
      ({ subject }) => subject.kind === 'configuration_item' && about(subject.id) && upkeep.ask(),
    ),
    realtime.on('reload', () => upkeep.ask()),
  ];
  inject(DestroyRef).onDestroy(() => {
    upkeep.stop();
    for (const stop of stops) stop();
  });
}
