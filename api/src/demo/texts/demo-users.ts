import type { GroupKey } from './catalogue.js';
import type { OrganisationKey } from './places.js';

export interface Somebody {
  email: string;
  name: string;
  organisation: OrganisationKey;
  unit: string;
  /** What the banner says of a person one can sign in as. */
  what?: string;
  groups?: readonly GroupKey[];
  leads?: GroupKey;
  roles?: readonly ('manager' | 'change_manager' | 'administrator')[];
}

const host = (email: string, name: string, unit: string, more: Partial<Somebody> = {}): Somebody => ({
  email: `${email}@fjordvik.example`,
  name,
  organisation: 'fjordvik',
  unit,
  ...more,
});

/** People with a part of their own; everybody else is drawn by lot. */
export const cast: readonly Somebody[] = [
  host('kari', 'Kari Lunde', 'Solbakken skole', { what: 'employee' }),
  host('arne', 'Arne Solvik', 'IKT', { what: 'agent serving all three', groups: ['desk', 'client'] }),
  host('siri', 'Siri Hauge', 'IKT', {
    what: 'agent, Fjordvik only',
    groups: ['school', 'rooms'],
    leads: 'school',
  }),
  host('lise', 'Lise Bakken', 'Kommunedirektørens stab', {
    what: 'manager, also on the change advisory board',
    roles: ['manager', 'change_manager'],
  }),
  host('admin', 'Åse Tveit', 'IKT', { what: 'administrator', roles: ['administrator'] }),
  {
    email: 'ola@innvik.example',
    name: 'Ola Rønning',
    organisation: 'innvik',
    unit: 'Fossheim skule',
    what: 'employee of Innvik',
  },
  {
    email: 'nora@innvik.example',
    name: 'Nora Eide',
    organisation: 'innvik',
    unit: 'IKT',
    what: 'agent of Innvik only',
    groups: ['innvik'],
  },
  host('tuva', 'Tuva Nygård', 'IKT', { groups: ['desk', 'access'], leads: 'desk' }),
  host('jon', 'Jon Ådne Myklebust', 'IKT', { groups: ['desk', 'client'] }),
  host('grete', 'Grete Sæther', 'IKT', { groups: ['client'], leads: 'client' }),
  host('amir', 'Amir Hosseini', 'IKT', { groups: ['network'], leads: 'network' }),
  host('ingvild', 'Ingvild Brekke', 'IKT', { groups: ['network', 'servers'] }),
  host('per', 'Per Øvrebø', 'IKT', { groups: ['servers'], leads: 'servers' }),
  host('maret', 'Máret Gaup', 'IKT', { groups: ['systems', 'health'] }),
  host('toril', 'Toril Haugland', 'IKT', { groups: ['systems'], leads: 'systems' }),
  host('samuel', 'Samuel Tekle', 'IKT', { groups: ['health'], leads: 'health' }),
  host('bente', 'Bente Farstad', 'IKT', { groups: ['telephony', 'rooms'], leads: 'telephony' }),
  host('vegard', 'Vegard Stokke', 'IKT', { groups: ['school', 'client'] }),
  host('berit', 'Berit Endresen', 'IKT', { what: 'change manager', roles: ['change_manager'] }),
  host('olena', 'Olena Kovalenko', 'IKT', { groups: ['access'], leads: 'access' }),
  host('drift1', 'Roar Aune (Nordlys Drift)', 'IKT', { groups: ['supplier'], leads: 'supplier' }),
  host('drift2', 'Ewa Nowak (Nordlys Drift)', 'IKT', { groups: ['supplier'] }),
];
