import type { Language } from '@felles/domain';

/**
 * Locales to hand to `Intl`. Chromium ships no Nynorsk, and `'nn'` alone would silently become the
 * browser's own language; Bokmål counts and separates the same way.
 */
export function intlLocales(language: Language): string[] {
  return { nb: ['nb'], nn: ['nn', 'nb'], en: ['en-GB'] }[language];
}

/** The locale of Angular's own locale data, which does have Nynorsk and is used for dates. */
export function dateLocale(language: Language): string {
  return { nb: 'nb', nn: 'nn', en: 'en-GB' }[language];
}
