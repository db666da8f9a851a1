import { ChangeDetectionStrategy, Component, computed, effect, inject, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { ConfigurationItemView } from '@felles/contracts/http';
import { ConfigurationItems, Newest, troubleOf, type Trouble } from '@felles/web-data';
import { Loading, ProblemFace, Texts, Toasts, When } from '@felles/web-ui';
import { followItems } from './following';
import { ItemEnrolment } from './item-enrolment';
import { ItemForm } from './item-form';
import { ItemHistory } from './item-history';
import { ItemRelations } from './item-relations';
import { ItemTickets } from './item-tickets';
import { ItemUpdates } from './item-updates';
import { ItemWords } from './item-words';
import { StatusPill } from './status-pill';

/** One configuration item, and everything that hangs on it. */
@Component({
  selector: 'felles-item',
  imports: [
    ItemEnrolment,
    ItemForm,
    ItemHistory,
    ItemRelations,
    ItemTickets,
    ItemUpdates,
    Loading,
    ProblemFace,
    RouterLink,
    StatusPill,
    When,
  ],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './item-page.html',
  styleUrl: './item-page.css',
})
export class ItemPage {
  private readonly items = inject(ConfigurationItems);
  private readonly toasts = inject(Toasts);
  private readonly texts = inject(Texts);
  private readonly newest = new Newest();
  protected readonly words = inject(ItemWords);
  protected readonly t = this.texts.t;
  readonly itemId = input.required<string>();
  protected readonly item = signal<ConfigurationItemView | null>(null);
  protected readonly trouble = signal<Trouble | null>(null);
  protected readonly editing = signal(false);
  /** Moves when something has happened, so that what hangs on the item is fetched anew. */
  protected readonly beat = signal(0);
  protected readonly facts = computed(() => {
    const item = this.item();
    if (!item) return [];
    const { t, label } = this.texts;
    const none = t('common.field.none');
    return [
      { name: t('patching.column.organisation'), value: item.organisation.name },
      { name: t('patching.column.site'), value: label(item.site?.name) || none },
      { name: t('patching.column.service'), value: label(item.service?.name) || none },
      { name: t('patching.column.group'), value: label(item.supportGroup?.name) || none },
      { name: t('patching.column.supplier'), value: label(item.supplier?.name) || none },
      { name: t('patching.column.criticality'), value: this.words.criticality(item.criticality) },
      { name: t('patching.column.hours'), value: this.words.hours(item.serviceHours) },
    ];
  });

  constructor() {
    followItems(
      () => void this.renew(),
      500,
      (id) => id === this.itemId(),
    );
    effect(() => {
      this.itemId();
      this.item.set(null);
      void this.fetch();
    });
  }

  protected may(act: 'change' | 'enrol'): boolean {
    return this.item()?.may.includes(act) ?? false;
  }

  protected put(item: ConfigurationItemView): void {
    this.newest.supersede();
    this.item.set(item);
    this.editing.set(false);
    this.beat.update((beat) => beat + 1);
  }

  protected async fetch(): Promise<void> {
    const current = this.newest.begin();
    try {
      const item = await this.items.open(this.itemId());
      if (!current()) return;
      this.item.set(item);
      this.trouble.set(null);
    } catch (error) {
      if (current()) this.trouble.set(troubleOf(error));
    }
  }

  protected async retire(out: boolean): Promise<void> {
    const id = this.itemId();
    try {
      this.put(await (out ? this.items.retire(id) : this.items.useAgain(id)));
      this.toasts.say(this.t(out ? 'patching.retire.done' : 'patching.useAgain.done'));
    } catch (error) {
      this.trouble.set(troubleOf(error));
    }
  }

  private async renew(): Promise<void> {
    this.beat.update((beat) => beat + 1);
    await this.fetch();
  }
}
