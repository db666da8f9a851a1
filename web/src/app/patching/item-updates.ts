import { ChangeDetectionStrategy, Component, computed, effect, inject, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { UpdateRow } from '@felles/contracts/http';
import { isWanted, type UpdateSeverity, type UpdateState } from '@felles/domain';
import { PagedList, Patching, Session } from '@felles/web-data';
import { Loading, ProblemFace, Texts, When } from '@felles/web-ui';

const views = ['missing,failed', 'installed', 'superseded'] as const;

/** What one server lacks, what presses most first; and what has been done. */
@Component({
  selector: 'felles-item-updates',
  imports: [Loading, ProblemFace, RouterLink, When],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './item-updates.html',
  styles: `
    h2 {
      margin: 0;
      font-size: 1rem;
    }
    .head {
      justify-content: space-between;
    }
    ul {
      margin: 0.75rem 0;
      padding: 0;
      list-style: none;
    }
    li {
      display: grid;
      grid-template-columns: auto minmax(0, 1fr) auto;
      gap: 0.125rem 0.75rem;
      align-items: start;
      padding: 0.5rem 0;
    }
    li + li {
      border-top: 1px solid var(--line);
    }
    input {
      width: 1.125rem;
      height: 1.125rem;
      accent-color: var(--ds-color-accent-base-default);
    }
    .name {
      font-weight: 550;
      overflow-wrap: anywhere;
    }
    .about {
      grid-column: 2 / -1;
      font-size: 0.8125rem;
      overflow-wrap: anywhere;
    }
  `,
})
export class ItemUpdates {
  private readonly patching = inject(Patching);
  private readonly texts = inject(Texts);
  protected readonly session = inject(Session);
  protected readonly t = this.texts.t;
  protected readonly isWanted = isWanted;
  protected readonly views = views;
  readonly itemId = input.required<string>();
  readonly beat = input(0);
  protected readonly view = signal<(typeof views)[number]>(views[0]);
  protected readonly list = new PagedList<UpdateRow>((query) => this.patching.updates(this.itemId(), query));
  protected readonly chosen = signal<ReadonlySet<string>>(new Set());
  protected readonly forChange = computed(() => ({
    items: this.itemId(),
    updates: [...this.chosen()].join(','),
  }));

  constructor() {
    effect(() => {
      this.itemId();
      this.beat();
      void this.list.show({ state: this.view() });
    });
  }

  protected viewName = (view: (typeof views)[number]) =>
    this.t(`patching.updates.${view === 'missing,failed' ? 'wanted' : view}`);
  protected severity = (one: UpdateSeverity) => this.t(`patching.severity.${one}`);
  protected state = (one: UpdateState) => this.t(`patching.state.${one}`);

  protected choose(id: string, on: boolean): void {
    this.chosen.update((chosen) => new Set(on ? [...chosen, id] : [...chosen].filter((one) => one !== id)));
  }
}
