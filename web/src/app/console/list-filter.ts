import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { Router } from '@angular/router';
import { sortsOffered, type TicketSort } from '@felles/contracts/values';
import { queuedKinds, queuedStates, type QueuedKind, type TicketState } from '@felles/domain';
import { Texts } from '@felles/web-ui';
import { anyOpen } from './queue-query';

/** Narrows and orders a queue; the choice stands in the address, so that it can be shared and returned to. */
@Component({
  selector: 'felles-list-filter',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <label>
      <span>{{ t('console.list.state') }}</span>
      <select #state class="ds-input" (change)="narrow('state', state.value)">
        <option value="" [selected]="!address()['state']">{{ t('console.list.anyState') }}</option>
        <option [value]="anyOpen" [selected]="address()['state'] === anyOpen">
          {{ t('console.list.anyOpen') }}
        </option>
        @for (one of states; track one) {
          <option [value]="one" [selected]="address()['state'] === one">{{ stateName(one) }}</option>
        }
      </select>
    </label>
    <label>
      <span>{{ t('console.list.kind') }}</span>
      <select #kind class="ds-input" (change)="narrow('kind', kind.value)">
        <option value="" [selected]="!address()['kind']">{{ t('console.list.anyKind') }}</option>
        @for (one of kinds; track one) {
          <option [value]="one" [selected]="address()['kind'] === one">{{ kindName(one) }}</option>
        }
      </select>
    </label>
    <label>
      <span>{{ t('console.list.sort') }}</span>
      <select #sort class="ds-input" (change)="narrow('sort', sort.value)">
        @for (one of sorts(); track one) {
          <option [value]="one" [selected]="(address()['sort'] ?? '-openedAt') === one">
            {{ sortName(one) }}
          </option>
        }
      </select>
    </label>
  `,
  styles: `
    :host {
      display: grid;
      gap: 0.5rem;
      padding: 0.5rem 0.875rem 0.75rem;
      border-bottom: 1px solid var(--line);
    }
    label {
      display: grid;
      grid-template-columns: 6rem 1fr;
      align-items: center;
      gap: 0.5rem;
      font-size: 0.8125rem;
    }
  `,
})
export class ListFilter {
  private readonly router = inject(Router);
  protected readonly t = inject(Texts).t;
  protected readonly states = queuedStates;
  protected readonly kinds = queuedKinds;
  protected readonly anyOpen = anyOpen;
  readonly queue = input.required<string>();
  readonly address = input.required<Readonly<Record<string, string>>>();
  protected readonly sorts = computed(() => sortsOffered(this.queue(), statesOf(this.address()['state'])));

  protected readonly stateName = (state: TicketState) => this.t(`common.state.${state}`);
  protected readonly kindName = (kind: QueuedKind) => this.t(`common.kind.${kind}`);
  protected readonly sortName = (sort: TicketSort) => this.t(`console.list.sort.${sort}`);

  protected narrow(name: string, value: string): void {
    const queryParams: Record<string, string | null> = { [name]: value || null };
    // An order that the narrowed list cannot be had in is let go of with it.
    const sorts = name === 'state' ? sortsOffered(this.queue(), statesOf(value)) : this.sorts();
    if (!sorts.includes(this.address()['sort'] as TicketSort) && name !== 'sort') queryParams['sort'] = null;
    void this.router.navigate([], { queryParams, queryParamsHandling: 'merge' });
  }
}

function statesOf(list: string | undefined): TicketState[] {
  return (list ?? '').split(',').filter(Boolean) as TicketState[];
}
