import { describe, expect, it } from '@jest/globals';
import { fieldCodes, problemStatus, type ProblemCode } from '@felles/contracts/values';
import { languages, type Language } from '@felles/domain';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sameInEnglish } from './same-in-english.js';
import {
  fieldText,
  fill,
  intlLocales,
  paperTexts,
  problemSentences,
  problemText,
  scopes,
  type Message,
} from './index.js';

const root = join(import.meta.dirname, '../../..');

function texts(language: Language): Record<string, Message> {
  const all = scopes
    .filter((scope) => scope !== 'problems')
    .flatMap((scope) => {
      const file = join(import.meta.dirname, language, `${scope}.json`);
      const read = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Message>;
      return Object.entries(read).map(([key, message]) => [`${scope}.${key}`, message] as const);
    });
  const problems = Object.entries(problemSentences[language]).map(
    ([key, text]) => [`problems.${key}`, text] as const,
  );
  const papers = Object.entries(paperTexts[language]).map(([key, text]) => [`papers.${key}`, text] as const);
  return Object.fromEntries([...all, ...problems, ...papers]);
}

const words = (message: Message) =>
  typeof message === 'string' ? message : `${message.one} ${message.other}`;

describe('the texts', () => {
  it.each(['nn', 'en'] as const)('have the same keys and parameters in nb and %s', (language) => {
    const ours = texts(language);
    const bokmål = texts('nb');
    expect(Object.keys(ours).sort()).toEqual(Object.keys(bokmål).sort());
    const parameters = (message: Message) => [...new Set(words(message).match(/\{\w+\}/g))].sort();
    for (const [key, message] of Object.entries(bokmål)) {
      expect([key, parameters(ours[key]!)]).toEqual([key, parameters(message)]);
    }
  });

  it('are all used, and every key a screen builds exists', () => {
    const sources = globSync(['web/src/**/*.{ts,html}', 'libs/web-*/src/**/*.ts'], { cwd: root })
      .filter((file) => !file.endsWith('.spec.ts'))
      .map((file) => readFileSync(join(root, file), 'utf8'))
      .join('\n');
    const built = [...sources.matchAll(new RegExp(`\`((?:${scopes.join('|')})\\.[\\w.-]*)\\$\\{`, 'g'))].map(
      (m) => m[1]!,
    );
    const used = (key: string) =>
      sources.includes(`'${key}'`) ||
      sources.includes(`"${key}"`) ||
      built.some((start) => key.startsWith(start));
    const unused = Object.keys(texts('nb')).filter((key) => !/^(problems|papers)\./.test(key) && !used(key));
    expect(unused).toEqual([]);
  });

  it('are translated: English is not Bokmål, but for a short list', () => {
    const english = texts('en');
    const same = Object.entries(texts('nb')).filter(
      ([key, message]) => words(message) === words(english[key]!),
    );
    expect(same.map(([key]) => key).sort()).toEqual([...sameInEnglish].sort());
  });

  it('are Nynorsk in nn: no form that only Bokmål has', () => {
    const onlyBokmål =
      /(?<!\p{L})(ikke|jeg|hva|hvem|hvor|hvordan|hvorfor|hvilke[nt]?|hver|noen|noe|fra|mer|flere|saken|uke[rn]?|dager|timer|siden|nå|tjeneste[rn]?|sted|tegn|åpne[rst]?|løst|løse[rs]?|bare|være|gjøre|ble|skrevet|endret|lukket|selv|også|eller ikke|henter|kobler|eksempel|saksbehandler|listen|gruppen|høyst|feltene|øyeblikk)(?!\p{L})/iu;
    const found = Object.entries(texts('nn')).filter(([, message]) => onlyBokmål.test(words(message)));
    expect(found).toEqual([]);
  });
});

describe('the sentences of problems', () => {
  it.each(languages)('exist for every code in %s and leave nothing unfilled', (language) => {
    for (const code of Object.keys(problemStatus) as ProblemCode[]) {
      expect(problemText(language, code).detail).toMatch(/[.]$/);
    }
    for (const code of fieldCodes) {
      expect(fieldText(language, code, { max: 200, min: 1, allowed: 'a, b' })).not.toContain('{');
    }
  });
});

describe('a message', () => {
  it('chooses its grammatical number and fills what it is given', () => {
    const message = { one: '{count} ny sak', other: '{count} nye saker' };
    expect(fill(message, { count: 1 })).toBe('1 ny sak');
    expect(fill(message, { count: 3 })).toBe('3 nye saker');
    expect(fill('{a} {b}', { a: '$&' })).toBe('$& {b}');
  });

  it('never asks Intl for Nynorsk alone, which Chromium does not have', () => {
    expect(intlLocales('nn')).toEqual(['nn', 'nb']);
  });
});
