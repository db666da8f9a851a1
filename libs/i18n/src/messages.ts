import type { Language } from '@felles/domain';
import type common from './nb/common.json';
import type console from './nb/console.json';
import type changes from './nb/changes.json';
import type majors from './nb/majors.json';
import type patching from './nb/patching.json';
import type portal from './nb/portal.json';
import type reports from './nb/reports.json';
import type signIn from './nb/sign-in.json';
import type { ProblemTexts } from './problems/index.js';

/** A text, or its two grammatical numbers. `{name}` stands for a parameter. */
export type Message = string | { readonly one: string; readonly other: string };
export type Messages = Readonly<Record<string, Message>>;
export type Parameters = Readonly<Record<string, string | number>>;

interface Scopes {
  common: typeof common;
  'sign-in': typeof signIn;
  portal: typeof portal;
  console: typeof console;
  reports: typeof reports;
  patching: typeof patching;
  majors: typeof majors;
  changes: typeof changes;
  problems: ProblemTexts;
}

/** Texts come in scopes; a lazy area fetches its own. */
export type Scope = keyof Scopes;

type KeysOf<S extends Scope> = `${S}.${keyof Scopes[S] & string}`;
/** Every text there is: `console.act.take`. A key that does not exist does not compile. */
export type TextKey = { [S in Scope]: KeysOf<S> }[Scope];

type Loader = () => Promise<{ default: Messages }>;

const loaders: Record<Scope, Record<Language, Loader>> = {
  common: {
    nb: () => import('./nb/common.json'),
    nn: () => import('./nn/common.json'),
    en: () => import('./en/common.json'),
  },
  'sign-in': {
    nb: () => import('./nb/sign-in.json'),
    nn: () => import('./nn/sign-in.json'),
    en: () => import('./en/sign-in.json'),
  },
  portal: {
    nb: () => import('./nb/portal.json'),
    nn: () => import('./nn/portal.json'),
    en: () => import('./en/portal.json'),
  },
  console: {
    nb: () => import('./nb/console.json'),
    nn: () => import('./nn/console.json'),
    en: () => import('./en/console.json'),
  },
  reports: {
    nb: () => import('./nb/reports.json'),
    nn: () => import('./nn/reports.json'),
    en: () => import('./en/reports.json'),
  },
  changes: {
    nb: () => import('./nb/changes.json'),
    nn: () => import('./nn/changes.json'),
    en: () => import('./en/changes.json'),
  },
  majors: {
    nb: () => import('./nb/majors.json'),
    nn: () => import('./nn/majors.json'),
    en: () => import('./en/majors.json'),
  },
  patching: {
    nb: () => import('./nb/patching.json'),
    nn: () => import('./nn/patching.json'),
    en: () => import('./en/patching.json'),
  },
  problems: {
    nb: () => import('./problems/nb.js'),
    nn: () => import('./problems/nn.js'),
    en: () => import('./problems/en.js'),
  },
};

/** Every scope there is. */
export const scopes = Object.keys(loaders) as Scope[];

/** Fetches one scope in one language, with keys as `TextKey` has them. */
export async function loadMessages(scope: Scope, language: Language): Promise<Messages> {
  const { default: messages } = await loaders[scope][language]();
  return Object.fromEntries(Object.entries(messages).map(([key, text]) => [`${scope}.${key}`, text]));
}

/** Fills `{name}` in a message; `count` chooses its grammatical number. Unknown names stay as they are. */
export function fill(
  message: Message,
  parameters: Parameters = {},
  show: (value: string | number) => string = String,
): string {
  const text = typeof message === 'string' ? message : message[parameters['count'] === 1 ? 'one' : 'other'];
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = parameters[name];
    return value === undefined ? whole : show(value);
  });
}
