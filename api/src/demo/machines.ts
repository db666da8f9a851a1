import type { ConfigurationClass, Criticality, RelationKind, ServiceHours } from '@felles/domain';
import { organisationKeys, type Municipality } from './municipality.js';
import type { Random } from './random.js';
import {
  applications,
  networkCounts,
  serverKinds,
  services,
  shortNames,
  supportOf,
  type OrganisationKey,
  type ServerKind,
  type ServiceKey,
} from './texts/index.js';

export interface Machine {
  id: string;
  organisation: OrganisationKey;
  class: ConfigurationClass;
  name: string;
  siteId: string;
  serviceId: string | null;
  groupId: string;
  supplierId: string | null;
  criticality: Criticality;
  hours: ServiceHours;
  /** Of a server. */
  kind: ServerKind | null;
}

export interface Relation {
  id: string;
  from: Machine;
  to: Machine;
  kind: RelationKind;
}

export interface Machines {
  organisationIds: Record<OrganisationKey, string>;
  all: Machine[];
  relations: Relation[];
  /** Now and then the machine a case is about; every fifth case of a service that rests on some. */
  itemFor: (service: ServiceKey, organisation: OrganisationKey) => string | null;
}

const two = (n: number) => String(n).padStart(2, '0');

/** 130 servers, 139 switches, 148 access points, and the applications that run on them. */
export function inventMachines(made: Municipality, random: Random): Machines {
  const all: Machine[] = [];
  const relations: Relation[] = [];
  const relate = (from: Machine, kind: RelationKind, to: Machine) =>
    relations.push({ id: random.uuid(), from, to, kind });
  for (const organisation of organisationKeys) {
    const sites = made.sites.filter((site) => site.organisation === organisation);
    const add = (machine: Omit<Machine, 'id' | 'organisation' | 'groupId' | 'supplierId'>): Machine => {
      const added: Machine = {
        ...machine,
        id: random.uuid(),
        organisation,
        groupId: made.groups[supportOf[machine.class]].id,
        supplierId: machine.class === 'application' ? made.groups.supplier.id : null,
      };
      all.push(added);
      return added;
    };
    // The town hall comes first of the sites, and has the server room.
    const room = sites[0]!.id;
    const servers = new Map<string, Machine[]>();
    for (const kind of serverKinds) {
      const machines = Array.from({ length: kind.count[organisation] ?? 0 }, (_, n) =>
        add({
          class: 'server',
          name: `${shortNames[organisation]}-${kind.role}-${two(n + 1)}`,
          siteId: room,
          serviceId: made.services[kind.service].id,
          criticality: kind.criticality,
          hours: kind.hours,
          kind,
        }),
      );
      servers.set(kind.role, machines);
      const hosts = servers.get('hv')!;
      if (!kind.host) machines.forEach((machine, n) => relate(machine, 'runs_on', hosts[n % hosts.length]!));
    }
    for (const [name, role, service, criticality] of applications) {
      const below = servers.get(role) ?? [];
      if (below.length === 0 || !(services[service].serves as readonly string[]).includes(organisation))
        continue;
      const hours = below[0]!.hours;
      const application = add({
        class: 'application',
        name,
        siteId: room,
        serviceId: made.services[service].id,
        criticality,
        hours,
        kind: null,
      });
      for (const server of below) relate(application, 'runs_on', server);
      const databases = servers.get('sql') ?? [];
      if (below[0]!.kind?.system === 'windows' && databases.length > 0)
        relate(application, 'depends_on', random.pick(databases));
    }
    const [core, ...switches] = network('sw', sites);
    for (const one of switches) relate(one, 'connected_to', core!);
    network('ap', sites).forEach((one, n) =>
      relate(one, 'connected_to', [core!, ...switches][n % (switches.length + 1)]!),
    );
    for (const host of servers.get('hv')!) relate(host, 'depends_on', core!);

    function network(what: 'sw' | 'ap', among: typeof sites): Machine[] {
      return Array.from({ length: networkCounts[what][organisation] }, (_, n) =>
        add({
          class: 'network_device',
          name: `${shortNames[organisation]}-${what}-${String(n + 1).padStart(3, '0')}`,
          siteId: among[n % among.length]!.id,
          serviceId: made.services[what === 'sw' ? 'network' : 'wifi'].id,
          criticality: n === 0 ? 'critical' : 'medium',
          hours: n === 0 ? 'always' : 'office',
          kind: null,
        }),
      );
    }
  }
  const resting = Map.groupBy(
    all.filter((machine) => machine.class !== 'network_device'),
    (machine) => `${machine.serviceId} ${machine.organisation}`,
  );
  const organisationIds = Object.fromEntries(
    organisationKeys.map((key) => [key, made.organisations[key].id]),
  ) as Machines['organisationIds'];
  return {
    organisationIds,
    all,
    relations,
    itemFor: (service, organisation) => {
      const machines = resting.get(`${made.services[service].id} ${organisation}`);
      return machines && random.chance(0.2) ? random.pick(machines).id : null;
    },
  };
}
