import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Texts } from '@felles/web-ui';

@Component({
  selector: 'felles-not-found',
  imports: [RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <main class="page" tabindex="-1">
      <h1>{{ t('common.notFound.title') }}</h1>
      <p class="lead">{{ t('common.notFound.detail') }}</p>
      <p>
        <a routerLink="/">{{ t('common.notFound.home') }}</a>
      </p>
    </main>
  `,
})
export class NotFound {
  protected readonly t = inject(Texts).t;
}
