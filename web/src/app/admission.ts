import { inject } from '@angular/core';
import { Router, type CanActivateFn, type ResolveFn } from '@angular/router';
import type { Permission } from '@felles/domain';
import type { Scope } from '@felles/i18n';
import { Session } from '@felles/web-data';
import { Texts } from '@felles/web-ui';
import { homeOf } from './pages';

/** Lets in who may; sends the unknown to sign in and back, and others to where they belong. */
export function admitted(permission: Permission | null): CanActivateFn {
  return async (_route, state) => {
    const session = inject(Session);
    const router = inject(Router);
    const texts = inject(Texts);
    const known = session.state() === 'unknown' ? await session.restore() : session.state();
    const language = session.view()?.language;
    // The account's language wins over what this device last showed.
    if (language && language !== texts.language()) await texts.speak(language);
    if (permission === null) return true;
    if (known === 'in') return session.may(permission) || router.parseUrl(homeOf((p) => session.may(p)));
    return router.createUrlTree(['/sign-in'], {
      queryParams: state.url === '/' ? {} : { returnTo: state.url },
    });
  };
}

/** Fetches an area's words before it shows. */
export function spoken(scope: Scope): ResolveFn<boolean> {
  return async () => {
    await inject(Texts).load(scope);
    return true;
  };
}
