import { ChangeDetectionStrategy, Component, inject, output } from '@angular/core';
import type { TextKey } from '@felles/i18n';
import { Dialog, singleKeys, Texts, useSingleKeys } from '@felles/web-ui';
import { actKeys, actNames } from './change-acts';

const moving: readonly [string, TextKey][] = [
  ['n', 'changes.keys.new'],
  ['m', 'changes.view.month'],
  ['u', 'changes.view.week'],
  ['a', 'changes.view.agenda'],
  ['l', 'changes.view.list'],
  ['j', 'changes.calendar.later'],
  ['k', 'changes.calendar.earlier'],
  ['i', 'changes.calendar.today'],
];

/** The keys of the calendar and of a change, and how to turn them off. */
@Component({
  selector: 'felles-change-keys',
  imports: [Dialog],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <felles-dialog [heading]="t('changes.keys.heading')" (closed)="closed.emit()">
      <label class="row"
        ><input type="checkbox" [checked]="on()" (change)="toggle()" />{{ t('changes.keys.on') }}</label
      >
      <table>
        <thead class="sr-only">
          <tr>
            <th scope="col">{{ t('changes.keys.does') }}</th>
            <th scope="col">{{ t('changes.keys.key') }}</th>
          </tr>
        </thead>
        <tbody>
          @for (line of lines(); track $index) {
            <tr>
              <th scope="row">{{ line.does }}</th>
              <td>
                <kbd>{{ line.key }}</kbd>
              </td>
            </tr>
          }
        </tbody>
      </table>
    </felles-dialog>
  `,
  styles: `
    table {
      width: 100%;
      margin-top: 1rem;
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
export class ChangeKeys {
  protected readonly t = inject(Texts).t;
  readonly closed = output();
  protected readonly on = singleKeys;
  protected readonly lines = () => [
    ...moving.map(([key, does]) => ({ key, does: this.t(does) })),
    ...actNames.map((name) => ({ key: actKeys[name], does: this.t(`changes.act.${name}`) })),
  ];

  protected toggle(): void {
    useSingleKeys(!singleKeys());
  }
}
