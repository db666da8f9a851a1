import {
  ChangeDetectionStrategy,
  Component,
  effect,
  ElementRef,
  inject,
  input,
  signal,
  viewChild,
} from '@angular/core';
import { Router } from '@angular/router';
import { Session, troubleOf, type Trouble } from '@felles/web-data';
import { Control, Field, ProblemFace, Texts } from '@felles/web-ui';
import { homeOf, safeReturn } from '../pages';

@Component({
  selector: 'felles-sign-in',
  imports: [Control, Field, ProblemFace],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <main tabindex="-1">
      <form class="card stack" novalidate (submit)="signIn($event)">
        <div>
          <h1>{{ t('sign-in.heading') }}</h1>
          <p class="lead">{{ t('sign-in.lead') }}</p>
        </div>
        @if (session.expired() && !trouble()) {
          <p class="notice" data-color="info" role="status">{{ t('sign-in.expired') }}</p>
        }
        @if (trouble(); as trouble) {
          <felles-problem [fault]="trouble" />
        }
        <felles-field [label]="t('sign-in.email')" [error]="emailFault()">
          <input
            #email
            fellesControl
            type="email"
            name="email"
            autocomplete="username"
            autocapitalize="none"
            spellcheck="false"
            maxlength="254"
          />
        </felles-field>
        <felles-field [label]="t('sign-in.password')" [error]="passwordFault()">
          <input
            #password
            fellesControl
            type="password"
            name="password"
            autocomplete="current-password"
            maxlength="200"
          />
        </felles-field>
        <button class="ds-button" type="submit" [disabled]="working()">
          {{ working() ? t('sign-in.working') : t('sign-in.submit') }}
        </button>
      </form>
    </main>
  `,
  styles: `
    :host {
      flex: 1;
      display: grid;
      background: var(--plane);
    }
    main {
      display: grid;
      place-items: start center;
      padding: clamp(1.5rem, 12vh, 8rem) 1rem 3rem;
    }
    form {
      width: min(26rem, 100%);
      padding: 2rem;
      box-shadow: var(--ds-shadow-sm);
    }
    .lead {
      font-size: 0.9375rem;
    }
    .notice {
      margin: 0;
    }
    button {
      width: 100%;
      justify-content: center;
    }
  `,
})
export class SignInPage {
  private readonly router = inject(Router);
  private readonly texts = inject(Texts);
  protected readonly t = this.texts.t;
  protected readonly session = inject(Session);
  readonly returnTo = input<string>();
  protected readonly trouble = signal<Trouble | null>(null);
  protected readonly emailFault = signal('');
  protected readonly passwordFault = signal('');
  protected readonly working = signal(false);
  private readonly email = viewChild.required<ElementRef<HTMLInputElement>>('email');
  private readonly password = viewChild.required<ElementRef<HTMLInputElement>>('password');

  constructor() {
    effect(() => {
      // Someone already signed in has no business here.
      if (this.session.state() === 'in' && !this.working()) void this.goOn();
    });
  }

  protected async signIn(event: Event): Promise<void> {
    event.preventDefault();
    const [email, password] = [this.email().nativeElement, this.password().nativeElement];
    this.emailFault.set(email.value.trim() ? '' : this.t('sign-in.emailMissing'));
    this.passwordFault.set(password.value ? '' : this.t('sign-in.passwordMissing'));
    if (this.emailFault()) return email.focus();
    if (this.passwordFault()) return password.focus();
    await this.enter(email.value.trim(), password);
  }

  private async enter(email: string, password: HTMLInputElement): Promise<void> {
    this.working.set(true);
    this.trouble.set(null);
    try {
      const view = await this.session.signIn(email, password.value);
      if (view.language !== this.texts.language()) await this.texts.speak(view.language);
    } catch (error) {
      const trouble = troubleOf(error);
      this.emailFault.set(trouble.fields['email'] ?? '');
      this.passwordFault.set(trouble.fields['password'] ?? '');
      this.trouble.set(trouble);
      password.select();
    } finally {
      this.working.set(false);
    }
  }

  private goOn(): Promise<boolean> {
    return this.router.navigateByUrl(
      safeReturn(this.returnTo()) ?? homeOf((permission) => this.session.may(permission)),
    );
  }
}
