import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { NavigationEnd, Router, RouterLink } from '@angular/router';
import { Session } from '@felles/web-data';
import { Disclosure, Icon, icons, Texts } from '@felles/web-ui';
import { filter, map } from 'rxjs';
import { AccountMenu } from './account-menu';
import { SearchBox } from './search-box';

@Component({
  selector: 'felles-top-bar',
  imports: [AccountMenu, Disclosure, Icon, RouterLink, SearchBox],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <header [class.many]="links().length > 2">
      <a class="brand" routerLink="/" [attr.aria-label]="t('common.nav.home')">
        <svg viewBox="0 0 32 32" aria-hidden="true">
          <path class="sea" d="M8 0h16L0 24V8a8 8 0 0 1 8-8Z" />
          <path class="clay" d="M24 0a8 8 0 0 1 8 8v16a8 8 0 0 1-8 8H8a8 8 0 0 1-8-8Z" />
        </svg>
        <span>Felles</span>
      </a>
      @if (session.view(); as view) {
        <span class="desk">{{ view.desk.name }}</span>
        <nav fellesDisclosure #menu="disclosure" [attr.aria-label]="t('common.nav.label')">
          <button
            type="button"
            class="plain"
            aria-controls="main-links"
            [attr.aria-expanded]="menu.open()"
            (click)="menu.toggle()"
          >
            {{ here() ?? t('common.nav.menu') }}<felles-icon [svg]="icons.chevronDown" />
          </button>
          <div id="main-links" [class.open]="menu.open()">
            @for (link of links(); track link.to) {
              <a
                class="plain"
                [routerLink]="link.to"
                [attr.aria-current]="link.here ? 'page' : null"
                (click)="menu.shut()"
                >{{ link.text }}</a
              >
            }
          </div>
        </nav>
        @if (session.may('queue:work') || session.may('report:read')) {
          <felles-search-box />
        }
      }
      <felles-account-menu />
    </header>
  `,
  styles: `
    header {
      display: flex;
      align-items: center;
      gap: 0.25rem 1rem;
      min-height: 3.25rem;
      padding: 0.25rem 1rem;
      background: var(--plane);
      border-bottom: 1px solid var(--line);
    }
    .brand {
      display: flex;
      align-items: center;
      gap: 0.5rem;
      font-weight: 700;
      font-size: 1rem;
      color: inherit;
      text-decoration: none;
    }
    svg {
      width: 1.25rem;
      height: 1.25rem;
    }
    .sea {
      fill: var(--ds-color-accent-base-default);
    }
    .clay {
      fill: var(--ds-color-clay-base-default);
    }
    .desk {
      padding-inline-start: 1rem;
      border-inline-start: 1px solid var(--line-strong);
      color: var(--quiet);
      font-size: 0.875rem;
      white-space: nowrap;
      overflow: hidden;
      text-overflow: ellipsis;
    }
    nav div {
      display: flex;
      gap: 0.125rem;
    }
    nav a,
    nav button {
      white-space: nowrap;
    }
    nav button {
      display: none;
    }
    felles-search-box {
      flex: 1;
      max-width: 28rem;
      margin-inline: auto;
    }
    felles-account-menu {
      margin-inline-start: auto;
    }
    @media (max-width: 75rem) {
      .desk {
        display: none;
      }
    }
    @media (max-width: 56.25rem) {
      header {
        position: relative;
        gap: 0.25rem;
        padding: 0.25rem 0.75rem;
      }
      .brand {
        margin-inline-end: 0.375rem;
      }
      .many nav button {
        display: inline-flex;
      }
      .many nav div {
        display: none;
      }
      .many nav div.open {
        position: absolute;
        z-index: 15;
        inset: calc(100% + 1px) 0 auto;
        display: grid;
        padding: 0.5rem;
        background: var(--plane);
        border-bottom: 1px solid var(--line-strong);
        box-shadow: var(--ds-shadow-md);
      }
      .many nav div a {
        min-height: 2.75rem;
      }
      felles-search-box {
        flex: none;
        margin-inline: auto 0;
      }
      felles-search-box + felles-account-menu {
        margin-inline-start: 0;
      }
    }
  `,
})
export class TopBar {
  protected readonly t = inject(Texts).t;
  protected readonly session = inject(Session);
  protected readonly icons = icons;

  private readonly router = inject(Router);
  private readonly path = toSignal(
    this.router.events.pipe(
      filter((event) => event instanceof NavigationEnd),
      map((event) => event.urlAfterRedirects.split(/[?#]/)[0]!),
    ),
    { initialValue: '' },
  );

  protected readonly links = computed(() => {
    const { session, t } = this;
    const path = this.path();
    return [
      { to: '/', text: t('common.nav.file'), here: path === '/', shown: true },
      { to: '/cases', text: t('common.nav.cases'), here: path.startsWith('/cases'), shown: true },
      {
        to: '/console/mine',
        text: t('common.nav.console'),
        here: path.startsWith('/console'),
        shown: session.may('queue:work'),
      },
      {
        to: '/major-incidents',
        text: t('common.nav.majors'),
        here: path.startsWith('/major-incidents'),
        shown: session.may('incident:read-internal'),
      },
      {
        to: '/changes',
        text: t('common.nav.changes'),
        here: path.startsWith('/changes'),
        shown: session.may('change:read'),
      },
      {
        to: '/patching',
        text: t('common.nav.patching'),
        here: path.startsWith('/patching') || path.startsWith('/configuration-items'),
        shown: session.may('patch-status:read'),
      },
      {
        to: '/reports',
        text: t('common.nav.reports'),
        here: path.startsWith('/reports'),
        shown: session.may('report:read'),
      },
    ].filter((link) => link.shown);
  });
  /** Where one is, which the folded menu shows. */
  protected readonly here = computed(() => this.links().find((link) => link.here)?.text);
}
