import { provideHttpClient, withInterceptors, withXhr } from '@angular/common/http';
import {
  inject,
  provideAppInitializer,
  provideZonelessChangeDetection,
  type ApplicationConfig,
} from '@angular/core';
import { provideRouter, withComponentInputBinding } from '@angular/router';
import { sessionWatch, writes } from '@felles/web-data';
import { ColourScheme, Texts } from '@felles/web-ui';
import { routes } from './app.routes';

export const appConfig: ApplicationConfig = {
  providers: [
    provideZonelessChangeDetection(),
    provideRouter(routes, withComponentInputBinding()),
    // XMLHttpRequest tells how far an upload has come; fetch does not.
    provideHttpClient(withXhr(), withInterceptors([writes, sessionWatch])),
    provideAppInitializer(() => {
      inject(ColourScheme).begin();
      return inject(Texts).begin(['common', 'problems']);
    }),
  ],
};
