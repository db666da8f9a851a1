import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { Router } from '@angular/router';
import { languages, type Language } from '@felles/domain';
import { Session, troubleOf } from '@felles/web-data';
import {
  Avatar,
  ColourScheme,
  colourSchemes,
  Disclosure,
  Icon,
  icons,
  Texts,
  Toasts,
  type Scheme,
} from '@felles/web-ui';

/** Language, colours and signing out, behind one's initials (or behind a globe before signing in). */
@Component({
  selector: 'felles-account-menu',
  imports: [Avatar, Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  hostDirectives: [Disclosure],
  template: `
    <button
      type="button"
      class="plain icon"
      aria-controls="account-panel"
      [attr.aria-expanded]="disclosure.open()"
      [attr.aria-label]="name()"
      (click)="disclosure.toggle()"
    >
      @if (session.view(); as view) {
        <felles-avatar [name]="view.person.displayName" />
      } @else {
        <felles-icon [svg]="icons.language" />
      }
    </button>
    @if (disclosure.open()) {
      <div id="account-panel" class="panel" role="group" [attr.aria-label]="name()">
        @if (session.view(); as view) {
          <p class="who">
            <bdi>{{ view.person.displayName }}</bdi>
          </p>
        }
        <fieldset>
          <legend>{{ t('common.language.label') }}</legend>
          @for (language of languages; track language) {
            <label [attr.lang]="language"
              ><input
                type="radio"
                name="language"
                [checked]="language === texts.language()"
                (change)="speak(language)"
              />{{ t(languageKeys[language]) }}</label
            >
          }
        </fieldset>
        <fieldset>
          <legend>{{ t('common.scheme.label') }}</legend>
          @for (scheme of schemes; track scheme) {
            <label
              ><input
                type="radio"
                name="scheme"
                [checked]="scheme === colours.scheme()"
                (change)="paint(scheme)"
              />{{ t(schemeKeys[scheme]) }}</label
            >
          }
        </fieldset>
        @if (session.view()) {
          <button type="button" class="plain leave" (click)="signOut()">
            <felles-icon [svg]="icons.leave" />{{ t('common.account.signOut') }}
          </button>
        }
      </div>
    }
  `,
  styles: `
    :host {
      position: relative;
    }
    .panel {
      position: absolute;
      z-index: 15;
      inset: calc(100% + 0.375rem) 0 auto auto;
      width: 15rem;
      padding: 0.75rem;
      border: 1px solid var(--line-strong);
      border-radius: 0.75rem;
      background: var(--ds-color-neutral-surface-default);
      box-shadow: var(--ds-shadow-lg);
    }
    .who {
      margin: 0 0 0.5rem;
      font-weight: 600;
    }
    fieldset {
      margin: 0 0 0.5rem;
      padding: 0;
      border: 0;
    }
    legend {
      padding: 0;
      font-size: 0.75rem;
      font-weight: 600;
      color: var(--quiet);
    }
    label {
      display: flex;
      align-items: center;
      gap: 0.5rem;
      min-height: 1.875rem;
      font-size: 0.875rem;
      cursor: pointer;
    }
    input {
      width: 1rem;
      height: 1rem;
      margin: 0;
      accent-color: var(--ds-color-accent-base-default);
    }
    .leave {
      width: 100%;
      margin-top: 0.25rem;
      border-top: 1px solid var(--line);
      border-radius: 0 0 0.5rem 0.5rem;
    }
    felles-avatar {
      display: block;
    }
  `,
})
export class AccountMenu {
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  protected readonly disclosure = inject(Disclosure);
  protected readonly texts = inject(Texts);
  protected readonly t = this.texts.t;
  protected readonly session = inject(Session);
  protected readonly colours = inject(ColourScheme);
  protected readonly icons = icons;
  protected readonly languages = languages;
  protected readonly schemes = colourSchemes;
  protected readonly languageKeys = {
    nb: 'common.language.nb',
    nn: 'common.language.nn',
    en: 'common.language.en',
  } as const;
  protected readonly schemeKeys = {
    auto: 'common.scheme.auto',
    light: 'common.scheme.light',
    dark: 'common.scheme.dark',
  } as const;

  protected name(): string {
    const view = this.session.view();
    return view
      ? this.t('common.account.menu', { name: view.person.displayName })
      : this.t('common.account.settings');
  }

  protected async speak(language: Language): Promise<void> {
    await this.texts.speak(language);
    try {
      if (this.session.state() === 'in') await this.session.speak(language);
    } catch (error) {
      // The page speaks it already; only the server's own sentences may lag behind.
      this.toasts.say(troubleOf(error).detail || this.t('common.trouble.offline.title'));
    }
  }

  protected paint(scheme: Scheme): void {
    this.colours.choose(scheme);
  }

  protected async signOut(): Promise<void> {
    try {
      await this.session.signOut();
    } catch (error) {
      this.toasts.say(troubleOf(error).detail || this.t('common.trouble.offline.title'));
      return;
    }
    this.disclosure.shut();
    this.toasts.say(this.t('common.account.signedOut'));
    await this.router.navigate(['/sign-in']);
  }
}
