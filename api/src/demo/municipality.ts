import type { Label, Language } from '@felles/domain';
import type { Random } from './random.js';
import {
  cast,
  categories,
  familyNames,
  firstNames,
  groups,
  places,
  sectors,
  services,
  type CategoryKey,
  type GroupKey,
  type OrganisationKey,
  type PlaceKind,
  type ServiceKey,
} from './texts/index.js';

export interface Person {
  id: string;
  email: string;
  name: string;
  language: Language;
  organisation: OrganisationKey;
  unitId: string;
  siteId: string;
  siteName: string;
  kind: PlaceKind;
  isContact: boolean;
}

export interface Unit {
  id: string;
  organisation: OrganisationKey;
  parentId: string | null;
  name: Label;
}

export interface Site {
  id: string;
  organisation: OrganisationKey;
  name: Label;
}

/** Everyone and everything the demo's cases are about. The same seed gives the same people with the same ids. */
export interface Municipality {
  organisations: Record<OrganisationKey, { id: string; name: string; language: Language }>;
  units: Unit[];
  sites: Site[];
  people: Person[];
  /** People with a part of their own, by address. */
  cast: Map<string, Person>;
  groups: Record<GroupKey, { id: string; agents: Person[] }>;
  services: Record<ServiceKey, { id: string }>;
  categories: Record<CategoryKey, { id: string }>;
}

const organisationNames: Record<OrganisationKey, { name: string; language: Language }> = {
  fjordvik: { name: 'Fjordvik kommune', language: 'nb' },
  innvik: { name: 'Innvik kommune', language: 'nn' },
  nordoy: { name: 'Nordøy kommune', language: 'nn' },
};
export const organisationKeys = Object.keys(organisationNames) as OrganisationKey[];

/** What people in each municipality write. */
const written: Record<OrganisationKey, Record<Language, number>> = {
  fjordvik: { nb: 91, nn: 4, en: 5 },
  innvik: { nb: 36, nn: 60, en: 4 },
  nordoy: { nb: 14, nn: 83, en: 3 },
};

export function inventMunicipality(random: Random): Municipality {
  const ids = <K extends string>(keys: Record<K, unknown>) =>
    Object.fromEntries(Object.keys(keys).map((key) => [key, { id: random.uuid() }])) as Record<
      K,
      { id: string }
    >;
  const made: Municipality = {
    organisations: Object.fromEntries(
      organisationKeys.map((key) => [key, { id: random.uuid(), ...organisationNames[key] }]),
    ) as Municipality['organisations'],
    units: [],
    sites: [],
    people: [],
    cast: new Map(),
    groups: Object.fromEntries(
      Object.keys(groups).map((key) => [key, { id: random.uuid(), agents: [] }]),
    ) as unknown as Municipality['groups'],
    services: ids(services),
    categories: ids(categories),
  };
  const addresses = new Set(cast.map((somebody) => somebody.email));
  for (const organisation of organisationKeys) settle(made, random, organisation, addresses);
  return made;
}

function settle(
  made: Municipality,
  random: Random,
  organisation: OrganisationKey,
  addresses: Set<string>,
): void {
  const language = organisationNames[organisation].language;
  const tops = new Map<string, Unit>();
  const unit = (name: Label, parentId: string | null): Unit => {
    const added = { id: random.uuid(), organisation, parentId, name };
    made.units.push(added);
    return added;
  };
  for (const { site, kind, units } of places[organisation]) {
    const at = { id: random.uuid(), organisation, name: { nb: site } };
    made.sites.push(at);
    const sector = sectors[kind];
    let top = tops.get(sector.nb);
    if (!top) tops.set(sector.nb, (top = unit(sector, null)));
    for (const [name, size] of units) {
      const { id } = unit({ nb: name }, top.id);
      const belongs = { organisation, unitId: id, siteId: at.id, siteName: site, kind };
      const named = cast.filter(
        (somebody) => somebody.organisation === organisation && somebody.unit === name,
      );
      for (const somebody of named) {
        const person = {
          id: random.uuid(),
          email: somebody.email,
          name: somebody.name,
          language,
          isContact: false,
          ...belongs,
        };
        made.people.push(person);
        made.cast.set(somebody.email, person);
        for (const group of somebody.groups ?? []) made.groups[group].agents.push(person);
      }
      for (let i = named.length; i < size; i++) {
        made.people.push({
          ...newcomer(random, organisation, addresses),
          ...belongs,
          id: random.uuid(),
          isContact: i === named.length && size > 12,
        });
      }
    }
  }
}

function newcomer(
  random: Random,
  organisation: OrganisationKey,
  addresses: Set<string>,
): Pick<Person, 'name' | 'email' | 'language'> {
  for (;;) {
    const middle = random.chance(0.12) ? ` ${random.pick(firstNames)}` : '';
    const name = `${random.pick(firstNames)}${middle} ${random.pick(familyNames)}`;
    const email = `${mailName(name)}@${organisation}.example`;
    if (addresses.has(email)) continue;
    addresses.add(email);
    return { name, email, language: random.weighted(written[organisation]) };
  }
}

/** `Åse Ødegård` → `ase.odegard`. */
function mailName(name: string): string {
  return name
    .toLowerCase()
    .replaceAll('æ', 'ae')
    .replaceAll('ø', 'o')
    .replaceAll('ł', 'l')
    .replaceAll('đ', 'd')
    .replaceAll('ŧ', 't')
    .normalize('NFD')
    .replace(/[^a-z -]/g, '')
    .replaceAll(' ', '.');
}
