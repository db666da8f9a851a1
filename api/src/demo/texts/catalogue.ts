import type { Label } from '@felles/domain';
import type { OrganisationKey } from './places.js';

const all: readonly OrganisationKey[] = ['fjordvik', 'innvik', 'nordoy'];
const label = (nb: string, nn?: string, en?: string): Label => ({ nb, ...(nn && { nn }), ...(en && { en }) });

/** Assignment groups, each with the organisations it serves. */
export const groups = {
  desk: { name: label('Brukerstøtte', 'Brukarstøtte', 'Service desk'), serves: all },
  client: { name: label('Klient og arbeidsplass', undefined, 'Workplace'), serves: all },
  network: { name: label('Nett og sikkerhet', 'Nett og tryggleik', 'Network and security'), serves: all },
  servers: { name: label('Server og drift', undefined, 'Servers and operations'), serves: all },
  access: { name: label('Identitet og tilgang', undefined, 'Identity and access'), serves: all },
  systems: { name: label('Fagsystemer', 'Fagsystem', 'Business systems'), serves: all },
  health: {
    name: label('Helse og velferdsteknologi', undefined, 'Health and welfare technology'),
    serves: all,
  },
  telephony: { name: label('Telefoni', undefined, 'Telephony'), serves: all },
  school: { name: label('Skole og barnehage', 'Skule og barnehage', 'Schools'), serves: ['fjordvik'] },
  rooms: { name: label('Møterom og AV', undefined, 'Meeting rooms and AV'), serves: ['fjordvik'] },
  innvik: { name: label('Lokal IT Innvik', undefined, 'Local IT Innvik'), serves: ['innvik'] },
  supplier: { name: label('Leverandør: Nordlys Drift', undefined, 'Supplier: Nordlys Drift'), serves: all },
} as const satisfies Record<string, { name: Label; serves: readonly OrganisationKey[] }>;
export type GroupKey = keyof typeof groups;

const service = (name: Label, support: GroupKey, serves: readonly OrganisationKey[] = all) => ({
  name,
  support,
  serves,
});

export const services = {
  account: service(
    label('Brukerkonto og passord', 'Brukarkonto og passord', 'Account and password'),
    'access',
  ),
  workplace: service(label('PC og arbeidsplass', undefined, 'PC and workplace'), 'client'),
  software: service(
    label('Programvare og lisenser', 'Programvare og lisensar', 'Software and licences'),
    'client',
  ),
  printing: service(label('Skriver og skanning', 'Skrivar og skanning', 'Printing and scanning'), 'client'),
  office365: service(label('Microsoft 365'), 'client'),
  teams: service(label('Teams'), 'client'),
  mail: service(label('E-post og kalender', undefined, 'Email and calendar'), 'servers'),
  vpn: service(label('VPN og hjemmekontor', 'VPN og heimekontor', 'VPN and working from home'), 'network'),
  wifi: service(label('Trådløst nett', 'Trådlaust nett', 'Wireless network'), 'network'),
  network: service(label('Kablet nett', 'Kabla nett', 'Wired network'), 'network'),
  security: service(
    label('Informasjonssikkerhet', 'Informasjonstryggleik', 'Information security'),
    'network',
  ),
  doors: service(label('Adgangskort og dører', 'Adgangskort og dører', 'Access cards and doors'), 'network'),
  files: service(label('Filområder', 'Filområde', 'File shares'), 'servers'),
  hosting: service(
    label('Servere og databaser', 'Serverar og databasar', 'Servers and databases'),
    'servers',
  ),
  backup: service(label('Sikkerhetskopi', 'Tryggingskopi', 'Backup'), 'servers'),
  phone: service(label('Telefoni', undefined, 'Telephony'), 'telephony'),
  mobile: service(label('Mobiltelefon og nettbrett', undefined, 'Mobile phones and tablets'), 'telephony'),
  records: service(label('Elements sak og arkiv', undefined, 'Elements records'), 'systems'),
  payroll: service(label('Visma lønn og personal', 'Visma løn og personal', 'Visma payroll'), 'systems'),
  finance: service(label('Visma økonomi', undefined, 'Visma finance'), 'systems'),
  planning: service(label('Plan og byggesak', 'Plan og byggjesak', 'Planning and building'), 'systems'),
  maps: service(label('Kart og GIS', undefined, 'Maps and GIS'), 'systems'),
  childCare: service(label('Barnevernsystem', undefined, 'Child welfare system'), 'systems'),
  social: service(label('Sosialfag', undefined, 'Social services system'), 'systems'),
  library: service(label('Biblioteksystem', undefined, 'Library system'), 'systems', ['fjordvik', 'innvik']),
  quality: service(label('Kvalitetssystem og avvik', undefined, 'Quality and deviations'), 'systems'),
  intranet: service(label('Intranett', undefined, 'Intranet'), 'systems'),
  website: service(label('Kommunens nettsted', 'Nettstaden til kommunen', 'Public website'), 'systems'),
  patientRecord: service(label('Gerica pasientjournal', undefined, 'Gerica patient record'), 'health'),
  mobileCare: service(label('Mobil omsorg', undefined, 'Mobile care'), 'health'),
  alarms: service(
    label('Trygghetsalarm og velferdsteknologi', 'Tryggleiksalarm og velferdsteknologi', 'Safety alarms'),
    'health',
  ),
  feide: service(label('Feide'), 'access'),
  schoolTablets: service(label('iPad i skolen', undefined, 'iPad in schools'), 'school', ['fjordvik']),
  learning: service(label('Læringsplattform', undefined, 'Learning platform'), 'school', ['fjordvik']),
  vigilo: service(label('Vigilo oppvekst', undefined, 'Vigilo'), 'school', ['fjordvik']),
  chromebook: service(label('Chromebook i skulen', undefined, 'Chromebook in schools'), 'innvik', ['innvik']),
  islandTablets: service(label('Nettbrett i skulen', undefined, 'Tablets in schools'), 'client', ['nordoy']),
  rooms: service(label('Møterom og skjermer', 'Møterom og skjermar', 'Meeting rooms and screens'), 'rooms', [
    'fjordvik',
  ]),
} as const;
export type ServiceKey = keyof typeof services;

export const categories = {
  signIn: { name: label('Pålogging og passord', undefined, 'Sign-in and password'), kind: null },
  equipment: { name: label('Feil på utstyr', undefined, 'Faulty equipment'), kind: 'incident' },
  software: { name: label('Programvare', undefined, 'Software'), kind: null },
  network: { name: label('Nettverk', undefined, 'Network'), kind: 'incident' },
  printing: { name: label('Utskrift', undefined, 'Printing'), kind: null },
  mail: { name: label('E-post og kalender', undefined, 'Email and calendar'), kind: null },
  telephony: { name: label('Telefoni', undefined, 'Telephony'), kind: null },
  system: { name: label('Fagsystem', undefined, 'Business system'), kind: null },
  access: {
    name: label('Tilgang og rettigheter', 'Tilgang og rettar', 'Access and rights'),
    kind: 'request',
  },
  newEquipment: {
    name: label('Bestilling av utstyr', 'Tinging av utstyr', 'Order equipment'),
    kind: 'request',
  },
  joiner: {
    name: label('Ny ansatt eller ny rolle', 'Ny tilsett eller ny rolle', 'New employee or role'),
    kind: 'request',
  },
  security: {
    name: label('Sikkerhet og personvern', 'Tryggleik og personvern', 'Security and privacy'),
    kind: 'incident',
  },
  school: { name: label('Skole og barnehage', 'Skule og barnehage', 'School and kindergarten'), kind: null },
  other: { name: label('Annet', 'Anna', 'Other'), kind: null },
} as const;
export type CategoryKey = keyof typeof categories;
