import type { Level, Priority } from './words.js';

/** Impact × urgency → priority. One per organisation; outer key is impact, inner is urgency. */
export type PriorityMatrix = Record<Level, Record<Level, Priority>>;

/** The matrix an organisation starts with (ITIL's usual one, folded to four priorities). */
export const defaultMatrix: PriorityMatrix = {
  high: { high: 'p1', medium: 'p2', low: 'p3' },
  medium: { high: 'p2', medium: 'p3', low: 'p4' },
  low: { high: 'p3', medium: 'p4', low: 'p4' },
};

export function priorityOf(impact: Level, urgency: Level, matrix: PriorityMatrix = defaultMatrix): Priority {
  return matrix[impact][urgency];
}
