import type { ConfigurationClass, Criticality, ServiceHours } from '@felles/domain';
import type { GroupKey, ServiceKey } from './catalogue.js';
import type { OrganisationKey } from './places.js';

/** Some servers of one kind: what they are called, what they run, and what service rests on them. */
export interface ServerKind {
  role: string;
  count: Partial<Record<OrganisationKey, number>>;
  service: ServiceKey;
  system: 'debian' | 'alma' | 'sles' | 'windows';
  criticality: Criticality;
  hours: ServiceHours;
  /** They carry the others. */
  host?: true;
}

const kind = (
  role: string,
  counts: readonly [number, number, number],
  service: ServiceKey,
  system: ServerKind['system'],
  criticality: Criticality = 'medium',
  more: Partial<ServerKind> = {},
): ServerKind => ({
  role,
  service,
  system,
  criticality,
  hours: 'office',
  count: { fjordvik: counts[0], innvik: counts[1], nordoy: counts[2] },
  ...more,
});
const always = { hours: 'always' } as const;

/** 130 in all, as a municipality of this size and its neighbours have. */
export const serverKinds: readonly ServerKind[] = [
  kind('hv', [8, 3, 2], 'hosting', 'windows', 'critical', { ...always, host: true }),
  kind('dc', [3, 2, 1], 'account', 'windows', 'critical', always),
  kind('fil', [5, 2, 1], 'files', 'windows', 'high'),
  kind('skriv', [2, 1, 1], 'printing', 'windows', 'low'),
  kind('sql', [8, 2, 1], 'hosting', 'windows', 'high', always),
  kind('pg', [4, 1, 0], 'hosting', 'debian', 'high', always),
  kind('web', [6, 1, 0], 'website', 'debian', 'high', always),
  kind('epost', [2, 0, 0], 'mail', 'debian', 'high', always),
  kind('backup', [2, 1, 1], 'backup', 'sles', 'high'),
  kind('radius', [2, 1, 0], 'wifi', 'debian', 'high', always),
  kind('vpn', [2, 0, 0], 'vpn', 'debian', 'critical', always),
  kind('logg', [2, 0, 0], 'security', 'debian', 'medium'),
  kind('arkiv', [4, 1, 1], 'records', 'windows', 'high'),
  kind('lonn', [3, 0, 0], 'payroll', 'windows', 'high'),
  kind('okonomi', [3, 0, 0], 'finance', 'windows', 'high'),
  kind('gerica', [5, 2, 1], 'patientRecord', 'windows', 'critical', always),
  kind('mobomsorg', [2, 1, 1], 'mobileCare', 'alma', 'critical', always),
  kind('alarm', [2, 1, 1], 'alarms', 'alma', 'critical', always),
  kind('barnevern', [2, 0, 0], 'childCare', 'windows', 'high'),
  kind('sosial', [2, 0, 0], 'social', 'windows', 'high'),
  kind('kart', [3, 1, 0], 'maps', 'alma', 'medium'),
  kind('plan', [2, 0, 0], 'planning', 'alma', 'medium'),
  kind('bibl', [1, 1, 0], 'library', 'debian', 'low'),
  kind('skole', [10, 2, 1], 'workplace', 'debian', 'medium'),
  kind('adgang', [2, 1, 1], 'doors', 'windows', 'high', always),
  kind('test', [6, 0, 0], 'hosting', 'debian', 'low'),
];

/** Applications, and the role of the servers they run on. */
export const applications: readonly (readonly [string, string, ServiceKey, Criticality])[] = [
  ['Elements', 'arkiv', 'records', 'high'],
  ['Visma Lønn', 'lonn', 'payroll', 'high'],
  ['Visma Økonomi', 'okonomi', 'finance', 'high'],
  ['Gerica', 'gerica', 'patientRecord', 'critical'],
  ['Mobil omsorg', 'mobomsorg', 'mobileCare', 'critical'],
  ['Trygghetsalarm', 'alarm', 'alarms', 'critical'],
  ['Familia', 'barnevern', 'childCare', 'high'],
  ['Socio', 'sosial', 'social', 'high'],
  ['Kartportalen', 'kart', 'maps', 'medium'],
  ['Byggesak', 'plan', 'planning', 'medium'],
  ['Bibliofil', 'bibl', 'library', 'low'],
  ['Kommunens nettsted', 'web', 'website', 'high'],
  ['Active Directory', 'dc', 'account', 'critical'],
  ['Adgangskontroll', 'adgang', 'doors', 'high'],
];

export const shortNames: Record<OrganisationKey, string> = { fjordvik: 'fjv', innvik: 'inv', nordoy: 'noy' };

/** Switches and access points: how many of each. */
export const networkCounts: Record<'sw' | 'ap', Record<OrganisationKey, number>> = {
  sw: { fjordvik: 96, innvik: 27, nordoy: 16 },
  ap: { fjordvik: 102, innvik: 30, nordoy: 16 },
};

export const supportOf: Record<ConfigurationClass, GroupKey> = {
  server: 'servers',
  network_device: 'network',
  client: 'client',
  application: 'systems',
  service_endpoint: 'network',
};

/** What can be missing on each system: id, title, severity, whether it is security, and what is known of it. */
export type DemoUpdate = readonly [
  id: string,
  version: string,
  severity: 'critical' | 'important' | 'moderate' | 'low' | 'unknown',
  security: boolean,
  cves: readonly string[],
];
export const demoUpdates: Record<ServerKind['system'], readonly DemoUpdate[]> = {
  debian: [
    ['openssl', '3.0.20-1~deb12u2', 'unknown', true, ['CVE-2025-9230']],
    ['sudo', '1.9.13p3-1+deb12u2', 'unknown', true, ['CVE-2025-32463', 'CVE-2025-32462']],
    ['linux-image-amd64', '6.1.158-1', 'unknown', true, ['CVE-2025-38352']],
    ['curl', '7.88.1-10+deb12u15', 'unknown', true, ['CVE-2025-9086']],
    ['tzdata', '2025b-0+deb12u2', 'unknown', false, []],
    ['nginx', '1.22.1-9+deb12u3', 'unknown', false, []],
    ['postgresql-15', '15.14-0+deb12u1', 'unknown', false, []],
  ],
  alma: [
    ['kernel.x86_64', '5.14.0-570.30.1.el9_6', 'important', true, ['CVE-2025-38352']],
    ['sudo.x86_64', '1.9.5p2-10.el9_6.1', 'important', true, ['CVE-2025-32463']],
    ['openssl-libs.x86_64', '1:3.2.2-6.el9_5.1', 'moderate', true, ['CVE-2024-12797']],
    ['NetworkManager.x86_64', '1:1.52.0-5.el9_6', 'unknown', false, []],
    ['vim-minimal.x86_64', '2:8.2.2637-22.el9_6', 'unknown', false, []],
  ],
  sles: [
    ['SUSE-SLE-Module-Basesystem-15-SP6-2025-2177', '1', 'important', true, ['CVE-2025-32463']],
    ['SUSE-SLE-Module-Basesystem-15-SP6-2025-2250', '1', 'moderate', false, []],
  ],
  windows: [
    ['KB5065426', '2025-09', 'critical', true, ['CVE-2025-55234']],
    ['KB5062553', '2025-07', 'important', true, ['CVE-2025-49719']],
    ['KB5067112', '.NET 8.0.19', 'moderate', false, []],
    ['KB890830', '5.136', 'low', false, []],
  ],
};
export const systemNames: Record<
  ServerKind['system'],
  readonly [source: string, name: string, version: string]
> = {
  debian: ['apt', 'Debian GNU/Linux', '12.11'],
  alma: ['dnf', 'AlmaLinux', '9.6'],
  sles: ['zypper', 'SLES', '15.6'],
  windows: ['wsus', 'Windows Server', '2022'],
};

/** What of this stands in CISA's catalogue; `npm run import -- kev` brings in all of it. */
export const demoExploited = [
  {
    cve: 'CVE-2025-32463',
    vendor: 'Sudo',
    product: 'Sudo',
    name: 'Sudo Inclusion of Functionality from Untrusted Control Sphere Vulnerability',
    added_on: '2025-09-29',
    due_on: '2025-10-20',
    ransomware: false,
  },
  {
    cve: 'CVE-2025-38352',
    vendor: 'Linux',
    product: 'Kernel',
    name: 'Linux Kernel Time-of-Check Time-of-Use (TOCTOU) Race Condition Vulnerability',
    added_on: '2025-09-04',
    due_on: '2025-09-25',
    ransomware: false,
  },
] as const;
