import type { Language } from './words.js';

/** A name administrators give and people read. Bokmål is always there. */
export interface Label {
  nb: string;
  nn?: string;
  en?: string;
}

const fallbacks: Record<Language, readonly Language[]> = {
  nn: ['nn', 'nb', 'en'],
  nb: ['nb', 'en', 'nn'],
  en: ['en', 'nb', 'nn'],
};

/** The label in the reader's language, else the nearest one there is. */
export function labelIn(language: Language, label: Label): string {
  for (const candidate of fallbacks[language]) {
    const text = label[candidate];
    if (text) return text;
  }
  return label.nb;
}
