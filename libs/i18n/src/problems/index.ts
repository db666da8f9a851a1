import type { FieldCode, ProblemCode } from '@felles/contracts/values';
import type { Language } from '@felles/domain';
import en from './en.js';
import nb from './nb.js';
import nn from './nn.js';

/**
 * What went wrong, in words a person can act on. `<code>.title` and `<code>.detail` for each problem,
 * `fields.<code>` for each fault of one field; field sentences may name `{max}`, `{min}` and `{allowed}`.
 */
export type ProblemTexts = Record<
  `${ProblemCode}.title` | `${ProblemCode}.detail` | `fields.${FieldCode}`,
  string
>;

export const problemSentences: Record<Language, ProblemTexts> = { nb, nn, en };

/** The title and the sentence of a problem. */
export function problemText(language: Language, code: ProblemCode): { title: string; detail: string } {
  const texts = problemSentences[language];
  return { title: texts[`${code}.title`], detail: texts[`${code}.detail`] };
}

/** The sentence for one field, with its limits filled in. */
export function fieldText(
  language: Language,
  code: FieldCode,
  parameters: Readonly<Record<string, string | number>> = {},
): string {
  return problemSentences[language][`fields.${code}`].replace(/\{(\w+)\}/g, (whole, name: string) =>
    String(parameters[name] ?? whole),
  );
}
