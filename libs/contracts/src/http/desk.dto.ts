import type { Label } from '@felles/domain';
import { OrganisationRef } from './ticket.dto.js';

export class ServiceView {
  id: string;
  name: Label;
  /** Organisations it is offered to. */
  organisationIds: string[];
}

export class CategoryView {
  id: string;
  name: Label;
  kind: 'incident' | 'request' | null;
  organisationIds: string[];
}

export class SiteView {
  id: string;
  name: Label;
  organisationId: string;
}

export class GroupView {
  id: string;
  name: Label;
  organisationIds: string[];
}

/** An organisation of the desk, with the zone its own times are told in. */
export class DeskOrganisation extends OrganisationRef {
  timeZone: string;
}

/** What a form or a picker needs, as the asker may see it. */
export class CatalogueView {
  organisations: DeskOrganisation[];
  services: ServiceView[];
  categories: CategoryView[];
  sites: SiteView[];
  groups: GroupView[];
}

export class PersonFound {
  id: string;
  displayName: string;
  organisation: OrganisationRef;
  /** The unit's name, where the membership names one. */
  unit: Label | null;
}

export class PeopleList {
  items: PersonFound[];
}
