import { inject, Injectable } from '@angular/core';
import type { EventView } from '@felles/contracts/http';
import {
  configurationClasses,
  criticalities,
  patchStatuses,
  relationKinds,
  serviceHours,
  type ConfigurationClass,
  type Criticality,
  type Label,
  type RelationKind,
  type ServiceHours,
} from '@felles/domain';
import type { TextKey } from '@felles/i18n';
import { Moments, Texts } from '@felles/web-ui';

const facts: Readonly<Record<string, TextKey>> = {
  class: 'patching.column.class',
  siteId: 'patching.column.site',
  serviceId: 'patching.column.service',
  supportGroupId: 'patching.column.group',
  supplierId: 'patching.column.supplier',
  criticality: 'patching.column.criticality',
  serviceHours: 'patching.column.hours',
  retiredAt: 'patching.fact.retiredAt',
  relationKind: 'patching.fact.relation',
  otherId: 'patching.fact.other',
  status: 'patching.column.status',
  missingSecurity: 'patching.fact.missingSecurity',
  missingOther: 'patching.fact.missingOther',
  missingExploited: 'patching.fact.missingExploited',
  failed: 'patching.fact.failed',
  rebootPending: 'patching.reboot',
};
const said = [
  'configuration_item.added',
  'configuration_item.changed',
  'configuration_item.related',
  'configuration_item.unrelated',
  'server.enrolment_offered',
  'server.enrolled',
  'server.collector_revoked',
  'server.reported',
  'server.silent',
  'server.reassessed',
] as const;

/** What configuration items, and what happens to them, are called in the reader's language. */
@Injectable({ providedIn: 'root' })
export class ItemWords {
  private readonly texts = inject(Texts);
  private readonly moments = inject(Moments);
  private readonly t = this.texts.t;

  readonly class = (one: ConfigurationClass) => this.t(`patching.class.${one}`);
  readonly criticality = (one: Criticality) => this.t(`patching.criticality.${one}`);
  readonly hours = (one: ServiceHours) => this.t(`patching.hours.${one}`);
  /** `runs_on` from this item: "runs on"; from the other end: "runs". */
  readonly relation = (kind: RelationKind, direction: 'from' | 'to') =>
    this.t(`patching.relation.${kind}.${direction}`);

  /** One sentence for one event. */
  readonly event = ({ type, actor }: EventView): string => {
    const known = said.find((one) => one === type);
    const who = actor.person?.displayName ?? this.t('common.person.system');
    return this.t(known ? `patching.event.${known}` : 'patching.event.unknown', { who });
  };

  /** What it changed, line by line. */
  readonly changes = (
    { facts: changed }: EventView,
    names: Readonly<Record<string, Label>>,
  ): { field: string; before: string; after: string }[] =>
    Object.entries(changed)
      .filter(([field]) => field in facts)
      .map(([field, [before, after]]) => ({
        field: this.t(facts[field]!),
        before: this.value(field, before, names),
        after: this.value(field, after, names),
      }));

  private value(field: string, raw: unknown, names: Readonly<Record<string, Label>>): string {
    if (raw === null || raw === undefined) return this.t('patching.nothing');
    if (typeof raw === 'boolean') return this.t(raw ? 'patching.yes' : 'patching.no');
    if (typeof raw === 'number') return this.texts.number(raw);
    if (typeof raw !== 'string') return this.t('patching.unnamed');
    const code = raw;
    const among = <T extends string>(codes: readonly T[]) => codes.find((one) => one === code);
    const status = field === 'status' && among(patchStatuses);
    if (status) return this.t(`patching.status.${status}`);
    const kind = field === 'class' && among(configurationClasses);
    if (kind) return this.class(kind);
    const level = field === 'criticality' && among(criticalities);
    if (level) return this.criticality(level);
    const hours = field === 'serviceHours' && among(serviceHours);
    if (hours) return this.hours(hours);
    const relation = field === 'relationKind' && among(relationKinds);
    if (relation) return this.relation(relation, 'from');
    const name = names[code];
    if (name) return this.texts.label(name);
    return /^\d{4}-\d\d-\d\dT/.test(code) ? this.moments.exact(code) : this.t('patching.unnamed');
  }
}
