import type { Language } from '@felles/domain';
import { fill, type Parameters } from '../messages.js';
import en from './en.js';
import nb from './nb.js';
import nn from './nn.js';

export type PaperKey = keyof typeof nb;
/** What stands on the reports that leave as files. */
export type PaperTexts = Record<PaperKey, string>;

export const paperTexts: Record<Language, PaperTexts> = { nb, nn, en };

/** A text of a paper, with its parameters filled in. */
export function paperText(language: Language, key: PaperKey, parameters?: Parameters): string {
  return fill(paperTexts[language][key], parameters);
}

/** The text of a code somebody may have added after us, else the code itself. */
export function paperWord(language: Language, scope: 'result' | 'severity', code: string): string {
  const texts: Readonly<Record<string, string>> = paperTexts[language];
  return texts[`${scope}.${code}`] ?? code;
}
