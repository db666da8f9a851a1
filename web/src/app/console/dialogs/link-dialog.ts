import { ChangeDetectionStrategy, Component, inject, output, signal } from '@angular/core';
import { linkKinds, parseNumber, type LinkKind } from '@felles/domain';
import { newIntent, troubleOf } from '@felles/web-data';
import { Control, Field, Texts } from '@felles/web-ui';
import { Desk } from '../desk';
import { ActForm, ActState } from './act-form';

@Component({
  selector: 'felles-link-dialog',
  imports: [ActForm, Control, Field],
  providers: [ActState],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <felles-act-form
      [heading]="t('console.link.heading')"
      [does]="t('console.act.link')"
      (submitted)="link()"
      (closed)="closed.emit()"
    >
      <felles-field [label]="t('console.link.kind')" [error]="state.fault('kind')">
        <select #chosen fellesControl (change)="kind.set(kinds[chosen.selectedIndex]!)">
          @for (one of kinds; track one) {
            <option [selected]="one === kind()">{{ name(one) }}</option>
          }
        </select>
      </felles-field>
      <felles-field
        [label]="t('console.link.other')"
        [required]="true"
        [error]="fault() || state.fault('ticketId')"
      >
        <input
          #box
          fellesControl
          autofocus
          type="text"
          autocapitalize="characters"
          spellcheck="false"
          maxlength="40"
          [value]="number()"
          (input)="number.set(box.value); fault.set('')"
        />
      </felles-field>
    </felles-act-form>
  `,
})
export class LinkDialog {
  private readonly desk = inject(Desk);
  private readonly intent = newIntent();
  protected readonly t = inject(Texts).t;
  protected readonly state = inject(ActState);
  readonly closed = output();
  protected readonly kinds = [
    'relates_to',
    ...linkKinds.filter((kind) => kind !== 'relates_to'),
  ] as LinkKind[];
  protected readonly kind = signal<LinkKind>('relates_to');
  protected readonly number = signal('');
  protected readonly fault = signal('');

  protected name(kind: LinkKind): string {
    return this.t(`console.link.from.${kind}`);
  }

  protected async link(): Promise<void> {
    const number = parseNumber(this.number());
    if (!number) return this.fault.set(this.t('console.link.missing'));
    try {
      const other = await this.desk.tickets.open(number);
      const body = { kind: this.kind(), ticketId: other.id };
      if (await this.state.run('link', (stand) => this.desk.tickets.link(stand.id, body, this.intent)))
        this.closed.emit();
    } catch (error) {
      // The other case is not there for us: said at the field that names it.
      const trouble = troubleOf(error);
      this.fault.set(trouble.detail || this.t('common.trouble.offline.title'));
    }
  }
}
