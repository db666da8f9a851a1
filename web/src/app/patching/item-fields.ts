import type { ChangeConfigurationItem, ConfigurationItemView } from '@felles/contracts/http';
import type { ConfigurationClass, Criticality, ServiceHours } from '@felles/domain';

/** The fields of the form; '' stands for "not chosen". */
export interface ItemFields {
  organisationId: string;
  name: string;
  class: ConfigurationClass;
  siteId: string;
  serviceId: string;
  supportGroupId: string;
  supplierId: string;
  criticality: Criticality;
  serviceHours: ServiceHours;
}

export function newFields(organisationId: string): ItemFields {
  return {
    organisationId,
    name: '',
    class: 'server',
    siteId: '',
    serviceId: '',
    supportGroupId: '',
    supplierId: '',
    criticality: 'medium',
    serviceHours: 'office',
  };
}

export function fieldsOf(item: ConfigurationItemView): ItemFields {
  return {
    organisationId: item.organisation.id,
    name: item.name,
    class: item.class,
    siteId: item.site?.id ?? '',
    serviceId: item.service?.id ?? '',
    supportGroupId: item.supportGroup?.id ?? '',
    supplierId: item.supplier?.id ?? '',
    criticality: item.criticality,
    serviceHours: item.serviceHours,
  };
}

/** Only what differs; a choice taken back is null. An item stays in its organisation. */
export function changesOf(before: ItemFields, after: ItemFields): ChangeConfigurationItem {
  const names = (Object.keys(after) as (keyof ItemFields)[]).filter((name) => name !== 'organisationId');
  return Object.fromEntries(
    names
      .filter((name) => before[name] !== after[name])
      .map((name) => [name, name === 'name' ? after.name : after[name] || null]),
  );
}
