import type { Language } from '@felles/domain';
import type { CaseKind } from './case-kind.js';
import { everydayCases } from './cases-everyday.js';
import { infrastructureCases } from './cases-infrastructure.js';
import { serviceCases } from './cases-services.js';

export type { CaseKind, Words } from './case-kind.js';
export * from './catalogue.js';
export * from './changes.js';
export * from './demo-users.js';
export * from './machines.js';
export * from './names.js';
export * from './own-words.js';
export * from './places.js';
export * from './practices.js';
export * from './rare.js';
export * from './slots.js';
export * from './talk.js';

export const caseKinds: readonly CaseKind[] = [...everydayCases, ...infrastructureCases, ...serviceCases];

/** The kinds of case there are words for in a language. */
export const casesIn: Record<Language, readonly CaseKind[]> = {
  nb: caseKinds,
  nn: caseKinds.filter((kind) => kind.words.nn),
  en: caseKinds.filter((kind) => kind.words.en),
};
