import { ChangeDetectionStrategy, Component, computed, inject, output } from '@angular/core';
import type { TextKey } from '@felles/i18n';
import { Dialog, singleKeys, Texts, useSingleKeys } from '@felles/web-ui';
import { actKeys, actNames } from './ticket-acts';

const moving: readonly [string, TextKey][] = [
  ['j', 'console.keys.next'],
  ['k', 'console.keys.previous'],
  ['Enter', 'console.keys.open'],
  ['Esc', 'console.keys.back'],
  ['.', 'console.keys.arrivals'],
  ['/', 'console.keys.search'],
  ['n', 'console.keys.new'],
  ['r', 'console.keys.reply'],
  ['i', 'console.keys.note'],
  ['Ctrl Enter', 'console.keys.send'],
  ['y', 'console.keys.history'],
  ['f', 'console.keys.facts'],
  ['?', 'console.keys.help'],
];

@Component({
  selector: 'felles-keys-dialog',
  imports: [Dialog],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <felles-dialog [heading]="t('console.keys.heading')" [wide]="true" (closed)="closed.emit()">
      <label class="row"
        ><input type="checkbox" [checked]="on()" (change)="toggle()" />{{ t('console.keys.on') }}</label
      >
      <p class="hint">{{ t('console.keys.hint') }}</p>
      <div class="two">
        @for (half of halves(); track $index) {
          <table>
            <thead class="sr-only">
              <tr>
                <th scope="col">{{ t('console.keys.does') }}</th>
                <th scope="col">{{ t('console.keys.key') }}</th>
              </tr>
            </thead>
            <tbody>
              @for (line of half; track line.does) {
                <tr>
                  <th scope="row">{{ line.does }}</th>
                  <td>
                    <kbd>{{ line.key }}</kbd>
                  </td>
                </tr>
              }
            </tbody>
          </table>
        }
      </div>
    </felles-dialog>
  `,
  styles: `
    .two {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(20rem, 100%), 1fr));
      gap: 0 2rem;
      margin-top: 1rem;
      align-items: start;
    }
    table {
      width: 100%;
      border-collapse: collapse;
      font-size: 0.875rem;
    }
    th {
      font-weight: 400;
      text-align: start;
    }
    th,
    td {
      padding: 0.3125rem 0;
      border-bottom: 1px solid var(--line);
    }
    td {
      text-align: end;
    }
    input {
      width: 1.125rem;
      height: 1.125rem;
      accent-color: var(--ds-color-accent-base-default);
    }
  `,
})
export class KeysDialog {
  protected readonly t = inject(Texts).t;
  readonly closed = output();
  protected readonly on = singleKeys;
  protected readonly halves = computed(() => [
    moving.map(([key, does]) => ({ key, does: this.t(does) })),
    actNames.map((name) => ({
      key: shown(actKeys[name]),
      does: this.t(name === 'change' ? 'console.facts.change' : `console.act.${name}`),
    })),
  ]);

  protected toggle(): void {
    useSingleKeys(!singleKeys());
  }
}

/** A capital is pressed with shift, and says so. */
function shown(key: string): string {
  return key === key.toLowerCase() ? key : `⇧ ${key.toLowerCase()}`;
}
