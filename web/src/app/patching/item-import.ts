import { ChangeDetectionStrategy, Component, computed, inject, output, signal } from '@angular/core';
import type { ItemListOutcome } from '@felles/contracts/http';
import { Catalogue, ConfigurationItems, Session, troubleOf, type Trouble } from '@felles/web-data';
import { Control, Dialog, Field, ProblemFace, Texts, Toasts } from '@felles/web-ui';
import { textOf } from './list-text';

const mostShown = 200;
const columns = ['name', 'class', 'site', 'service', 'group', 'supplier', 'criticality', 'hours'] as const;

/** A list from a spreadsheet: chosen, looked through row by row, then brought in. */
@Component({
  selector: 'felles-item-import',
  imports: [Control, Dialog, Field, ProblemFace],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './item-import.html',
  styles: `
    .scroll {
      max-height: 40vh;
      overflow: auto;
    }
    table {
      width: 100%;
    }
    td {
      overflow-wrap: anywhere;
    }
  `,
})
export class ItemImport {
  private readonly items = inject(ConfigurationItems);
  private readonly catalogue = inject(Catalogue);
  private readonly toasts = inject(Toasts);
  protected readonly t = inject(Texts).t;
  readonly done = output();
  readonly closed = output();
  protected readonly organisations = computed(() => this.catalogue.view().organisations);
  protected readonly organisationId = signal(inject(Session).view()?.homeOrganisationId ?? '');
  protected readonly csv = signal<string | null>(null);
  protected readonly outcome = signal<ItemListOutcome | null>(null);
  protected readonly working = signal(false);
  protected readonly trouble = signal<Trouble | null>(null);
  /** What somebody must look at comes first. */
  protected readonly rows = computed(() => {
    const rows = this.outcome()?.rows ?? [];
    const refused = rows.filter((row) => row.outcome === 'refused');
    return [...refused, ...rows.filter((row) => row.outcome !== 'refused')].slice(0, mostShown);
  });
  /** The sentence for the file as a whole, wherever in it the API found it. */
  protected readonly fileFault = computed(() => {
    const [fault] = Object.entries(this.trouble()?.fields ?? {}).filter(([path]) => path.startsWith('csv'));
    if (!fault) return '';
    const column = /^csv\.1\.(.*)$/.exec(fault[0])?.[1];
    return column ? `${column}: ${fault[1]}` : fault[1];
  });
  protected readonly ready = computed(() => (this.outcome()?.add ?? 0) + (this.outcome()?.change ?? 0));

  constructor() {
    void this.catalogue.load().catch((error: unknown) => this.trouble.set(troubleOf(error)));
  }

  protected outcomeWord = (outcome: ItemListOutcome['rows'][number]['outcome']) =>
    this.t(`patching.import.outcome.${outcome}`);

  protected sayFaults = ({ faults }: ItemListOutcome['rows'][number]) =>
    faults.map(({ column, message }) => `${this.columnName(column)}: ${message}`).join(' ');

  private columnName(column: string): string {
    const known = columns.find((one) => one === column);
    return known ? this.t(`patching.column.${known}`) : column;
  }

  protected async choose(files: FileList | null): Promise<void> {
    const [file] = files ?? [];
    if (!file) return;
    this.csv.set(textOf(await file.arrayBuffer()));
    await this.look();
  }

  protected async move(organisationId: string): Promise<void> {
    this.organisationId.set(organisationId);
    await this.look();
  }

  private async look(): Promise<void> {
    const csv = this.csv();
    this.outcome.set(null);
    if (csv !== null)
      this.outcome.set(
        await this.run(() => this.items.preview({ organisationId: this.organisationId(), csv })),
      );
  }

  protected async bringIn(): Promise<void> {
    const outcome = await this.run(() =>
      this.items.bringIn({ organisationId: this.organisationId(), csv: this.csv() ?? '' }),
    );
    if (!outcome) return;
    this.toasts.say(this.t('patching.import.done', { add: outcome.add, change: outcome.change }));
    this.done.emit();
  }

  private async run(act: () => Promise<ItemListOutcome>): Promise<ItemListOutcome | null> {
    this.working.set(true);
    this.trouble.set(null);
    try {
      return await act();
    } catch (error) {
      this.trouble.set(troubleOf(error));
      return null;
    } finally {
      this.working.set(false);
    }
  }
}
