import { registerLocaleData } from '@angular/common';
import enGb from '@angular/common/locales/en-GB';
import nb from '@angular/common/locales/nb';
import nn from '@angular/common/locales/nn';
import { computed, DOCUMENT, inject, Injectable, signal } from '@angular/core';
import { labelIn, languages, type Label, type Language } from '@felles/domain';
import {
  fill,
  intlLocales,
  loadMessages,
  type Message,
  type Messages,
  type Parameters,
  type Scope,
  type TextKey,
} from '@felles/i18n';

registerLocaleData(nb);
registerLocaleData(nn);
registerLocaleData(enGb);

const storageKey = 'felles.language';

/** The words on screen, in the reader's language. A template that calls `t` follows a change of language. */
@Injectable({ providedIn: 'root' })
export class Texts {
  private readonly document = inject(DOCUMENT);
  private readonly messages = signal<Messages>({});
  private readonly scopes = new Set<Scope>();
  private readonly spoken = signal<Language>('nb');
  readonly language = this.spoken.asReadonly();
  private readonly numbers = computed(() => new Intl.NumberFormat(intlLocales(this.spoken())));

  /** The text of a key, with its parameters filled in; numbers are written as the language writes them. */
  readonly t = (key: TextKey, parameters?: Parameters): string => {
    const message: Message = this.messages()[key] ?? key;
    return fill(message, parameters, (value) => this.show(value));
  };

  readonly label = (label: Label | null | undefined): string => (label ? labelIn(this.spoken(), label) : '');

  readonly number = (value: number): string => this.numbers().format(value);

  /** Begins in the language last used here, else the browser's, else Bokmål. */
  async begin(scopes: readonly Scope[]): Promise<void> {
    for (const scope of scopes) this.scopes.add(scope);
    await this.speak(rememberedLanguage() ?? browserLanguage(), false);
  }

  /** Fetches what an area needs to say; part of its route, so that no key ever shows. */
  async load(scope: Scope): Promise<void> {
    if (this.scopes.has(scope)) return;
    const messages = await loadMessages(scope, this.spoken());
    this.scopes.add(scope);
    this.messages.update((all) => ({ ...all, ...messages }));
  }

  /** Changes language: the texts are fetched first, then everything changes at once. */
  async speak(language: Language, remember = true): Promise<void> {
    const loaded = await Promise.all([...this.scopes].map((scope) => loadMessages(scope, language)));
    this.messages.set(Object.assign({}, ...loaded) as Messages);
    this.spoken.set(language);
    this.document.documentElement.lang = language;
    if (remember) keepLanguage(language);
  }

  private show(value: string | number): string {
    return typeof value === 'number' ? this.number(value) : value;
  }
}

function rememberedLanguage(): Language | null {
  try {
    return languages.find((language) => language === localStorage.getItem(storageKey)) ?? null;
  } catch {
    // Storage switched off: as if nothing had been chosen.
    return null;
  }
}

function keepLanguage(language: Language): void {
  try {
    localStorage.setItem(storageKey, language);
  } catch {
    // Storage switched off: the choice lasts as long as the page.
  }
}

function browserLanguage(): Language {
  for (const tag of navigator.languages) {
    const found = languages.find((language) => tag.toLowerCase().startsWith(language));
    if (found) return found;
    if (tag.toLowerCase().startsWith('no')) return 'nb';
  }
  return 'nb';
}
