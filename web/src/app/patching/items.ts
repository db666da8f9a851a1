import { ChangeDetectionStrategy, Component, computed, effect, inject, input, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import type { ConfigurationItemRow, ConfigurationItemView } from '@felles/contracts/http';
import { configurationClasses, type Label } from '@felles/domain';
import { Catalogue, ConfigurationItems, PagedList, Session, Settled } from '@felles/web-data';
import { Control, Empty, Field, Loading, ProblemFace, Texts } from '@felles/web-ui';
import { followItems } from './following';
import { ItemForm } from './item-form';
import { ItemImport } from './item-import';
import { ItemWords } from './item-words';
import { StatusPill } from './status-pill';

/** What the desk runs: found by name, narrowed by what it is and where. */
@Component({
  selector: 'felles-items',
  imports: [Control, Empty, Field, ItemForm, ItemImport, Loading, ProblemFace, RouterLink, StatusPill],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './items.html',
  styleUrl: './lists.css',
})
export class ItemsPage {
  private readonly items = inject(ConfigurationItems);
  private readonly router = inject(Router);
  private readonly catalogue = inject(Catalogue);
  private readonly texts = inject(Texts);
  protected readonly words = inject(ItemWords);
  protected readonly session = inject(Session);
  protected readonly t = this.texts.t;
  protected readonly label = this.texts.label;
  readonly class = input<string>();
  readonly organisationId = input<string>();
  readonly siteId = input<string>();
  readonly groupId = input<string>();
  readonly q = input<string>();
  readonly retired = input<string>();
  protected readonly list = new PagedList<ConfigurationItemRow>((query) => this.items.list(query));
  protected readonly open = signal<'none' | 'form' | 'import'>('none');

  private readonly query = computed(
    () => {
      const { class: kind, organisationId, siteId, groupId, q, retired } = this;
      const asked = { class: kind, organisationId, siteId, groupId, q, retired };
      return Object.fromEntries(
        Object.entries(asked).flatMap(([name, value]) => (value() ? [[name, value()!]] : [])),
      );
    },
    { equal: (a, b) => JSON.stringify(a) === JSON.stringify(b) },
  );

  protected readonly filters = computed(() => {
    const { organisations, sites, groups } = this.catalogue.view();
    const named = (all: readonly { id: string; name: Label }[]) =>
      all.map(({ id, name }) => ({ id, name: this.label(name) }));
    return [
      {
        field: 'class',
        name: this.t('patching.column.class'),
        value: this.class(),
        options: configurationClasses.map((id) => ({ id, name: this.words.class(id) })),
      },
      {
        field: 'organisationId',
        name: this.t('patching.column.organisation'),
        value: this.organisationId(),
        options: organisations,
      },
      { field: 'siteId', name: this.t('patching.column.site'), value: this.siteId(), options: named(sites) },
      {
        field: 'groupId',
        name: this.t('patching.column.group'),
        value: this.groupId(),
        options: named(groups),
      },
      {
        field: 'retired',
        name: this.t('patching.use'),
        value: this.retired(),
        options: [{ id: 'true', name: this.t('patching.retired') }],
      },
    ];
  });
  private typed = '';
  private readonly typing = new Settled(() => this.narrow('q', this.typed), 250);

  constructor() {
    void this.catalogue.load().catch(() => undefined);
    followItems(() => void this.list.refresh(), 1000);
    effect(() => void this.list.show(this.query()));
  }

  protected narrow(field: string, value: string): void {
    void this.router.navigate([], {
      queryParams: { [field]: value || null },
      queryParamsHandling: 'merge',
      replaceUrl: field === 'q',
    });
  }

  protected search(text: string): void {
    this.typed = text.trim();
    this.typing.ask();
  }

  protected async added(item: ConfigurationItemView): Promise<void> {
    this.open.set('none');
    await this.router.navigate(['/configuration-items', item.id]);
  }

  protected broughtIn(): void {
    this.open.set('none');
    void this.list.refresh();
  }
}
