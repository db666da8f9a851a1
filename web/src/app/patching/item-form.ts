import {
  ChangeDetectionStrategy,
  Component,
  computed,
  inject,
  input,
  linkedSignal,
  output,
  signal,
} from '@angular/core';
import type { ConfigurationItemView } from '@felles/contracts/http';
import { limits } from '@felles/contracts/values';
import { configurationClasses, criticalities, serviceHours, type Label } from '@felles/domain';
import { Catalogue, ConfigurationItems, newIntent, Session, troubleOf, type Trouble } from '@felles/web-data';
import { Control, Dialog, Field, ProblemFace, Texts } from '@felles/web-ui';
import { changesOf, fieldsOf, newFields, type ItemFields } from './item-fields';
import { ItemWords } from './item-words';

/** Adds an item, or changes one: only what one has changed oneself is sent, against the version one saw. */
@Component({
  selector: 'felles-item-form',
  imports: [Control, Dialog, Field, ProblemFace],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './item-form.html',
  styles: `
    .two {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(12rem, 100%), 1fr));
      gap: 1rem;
    }
  `,
})
export class ItemForm {
  private readonly items = inject(ConfigurationItems);
  private readonly catalogue = inject(Catalogue);
  private readonly session = inject(Session);
  private readonly texts = inject(Texts);
  private readonly words = inject(ItemWords);
  private intent = newIntent();
  protected readonly t = this.texts.t;
  protected readonly limits = limits;
  /** Null for a new one. */
  readonly item = input<ConfigurationItemView | null>(null);
  readonly saved = output<ConfigurationItemView>();
  readonly closed = output();
  // What it was when the form was opened: a change by others meanwhile is theirs.
  private readonly original = computed(() => this.item(), { equal: () => true });
  protected readonly fields = linkedSignal<ItemFields>(() => {
    const item = this.original();
    return item ? fieldsOf(item) : newFields(this.session.view()?.homeOrganisationId ?? '');
  });
  protected readonly working = signal(false);
  protected readonly trouble = signal<Trouble | null>(null);
  protected readonly organisations = computed(() => this.catalogue.view().organisations);

  /** Every choice there is, as the organisation is offered it. */
  protected readonly lists = computed(() => {
    const { sites, services, groups } = this.catalogue.view();
    const here = this.fields().organisationId;
    const named = (all: readonly { id: string; name: Label }[]) => [
      { id: '', name: this.t('common.field.none') },
      ...all.map(({ id, name }) => ({ id, name: this.texts.label(name) })),
    ];
    const offered = (one: { organisationIds: string[] }) => one.organisationIds.includes(here);
    return [
      {
        field: 'class',
        name: this.t('patching.column.class'),
        options: configurationClasses.map((id) => ({ id, name: this.words.class(id) })),
      },
      {
        field: 'criticality',
        name: this.t('patching.column.criticality'),
        options: criticalities.map((id) => ({ id, name: this.words.criticality(id) })),
      },
      {
        field: 'serviceHours',
        name: this.t('patching.column.hours'),
        options: serviceHours.map((id) => ({ id, name: this.words.hours(id) })),
      },
      {
        field: 'siteId',
        name: this.t('patching.column.site'),
        options: named(sites.filter((one) => one.organisationId === here)),
      },
      {
        field: 'serviceId',
        name: this.t('patching.column.service'),
        options: named(services.filter(offered)),
      },
      {
        field: 'supportGroupId',
        name: this.t('patching.column.group'),
        options: named(groups.filter(offered)),
      },
      {
        field: 'supplierId',
        name: this.t('patching.column.supplier'),
        options: named(groups.filter(offered)),
      },
    ] as const;
  });

  constructor() {
    void this.catalogue.load().catch((error: unknown) => this.trouble.set(troubleOf(error)));
  }

  protected set(field: keyof ItemFields, value: string): void {
    this.fields.update((fields) => ({ ...fields, [field]: value }));
    this.trouble.set(null);
  }

  /** What belongs to another organisation is no choice any more. */
  protected move(organisationId: string): void {
    this.fields.update((fields) => ({
      ...fields,
      organisationId,
      siteId: '',
      serviceId: '',
      supportGroupId: '',
      supplierId: '',
    }));
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    if (this.working()) return;
    this.working.set(true);
    try {
      this.saved.emit(await this.send());
    } catch (error) {
      const trouble = troubleOf(error);
      // No answer is no refusal: the next try must carry the same key.
      if (trouble.code !== 'offline') this.intent = newIntent();
      this.trouble.set(trouble);
    } finally {
      this.working.set(false);
    }
  }

  private send(): Promise<ConfigurationItemView> {
    const item = this.original();
    const fields = this.fields();
    if (item) return this.items.change(item.id, item.version, changesOf(fieldsOf(item), fields));
    const { organisationId, name, ...rest } = fields;
    return this.items.add(
      { ...changesOf(newFields(organisationId), fields), class: rest.class, organisationId, name },
      this.intent,
    );
  }
}
