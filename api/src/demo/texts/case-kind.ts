import type { FiledKind, Language } from '@felles/domain';
import type { CategoryKey, ServiceKey } from './catalogue.js';
import type { PlaceKind } from './places.js';

/** What people write about one sort of case. `{slots}` are filled by lot (slots.ts). */
export interface Words {
  titles: readonly string[];
  bodies: readonly string[];
  solutions: readonly string[];
}

export interface CaseKind {
  kind: FiledKind;
  services: readonly ServiceKey[];
  category: CategoryKey;
  /** How often it comes, against the others. */
  share: number;
  /** How much it usually hurts. */
  weight: 'light' | 'plain' | 'heavy';
  /** Who has this sort of trouble; everybody when left out. */
  only?: readonly PlaceKind[];
  words: Partial<Record<Language, Words>> & { nb: Words };
  /** What agents tell each other. */
  notes: readonly string[];
}
