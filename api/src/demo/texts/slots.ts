import type { Language } from '@felles/domain';
import type { Random } from '../random.js';

type Words = readonly string[];
const moments: Record<Language, Words> = {
  nb: [
    'siden i morges',
    'siden i går',
    'etter helga',
    'siden oppdateringen i natt',
    'etter lunsj',
    'i hele dag',
    'den siste uka',
    'siden fredag',
    'av og til',
    'hver morgen',
  ],
  nn: [
    'sidan i morges',
    'sidan i går',
    'etter helga',
    'sidan oppdateringa i natt',
    'etter lunsj',
    'i heile dag',
    'den siste veka',
    'sidan fredag',
    'av og til',
    'kvar morgon',
  ],
  en: [
    'since this morning',
    'since yesterday',
    'since the weekend',
    'since the update last night',
    'after lunch',
    'all day',
    'for a week',
    'every morning',
  ],
};
const rooms: Record<Language, Words> = {
  nb: [
    'møterom Fjorden',
    'møterom Toppen',
    'ekspedisjonen',
    'vaktrommet',
    'lærerrommet',
    'kantina',
    'personalrommet',
    'formannskapssalen',
    'auditoriet',
    'grupperommet',
    'lager i kjelleren',
  ],
  nn: [
    'møterom Fjorden',
    'møterom Toppen',
    'ekspedisjonen',
    'vaktrommet',
    'lærarrommet',
    'kantina',
    'personalrommet',
    'formannskapssalen',
    'auditoriet',
    'grupperommet',
    'lageret i kjellaren',
  ],
  en: [
    'meeting room Fjorden',
    'reception',
    'the duty room',
    'the staff room',
    'the canteen',
    'the auditorium',
  ],
};
const always: Record<string, (random: Random) => string> = {
  pc: (random) => `FJK-${random.pick(['L', 'S', 'P'])}${random.between(1000, 4899)}`,
  printer: (random) =>
    `SKR-${random.pick(['RAD', 'SKO', 'HEL', 'TEK', 'BHG'])}-${String(random.between(1, 64)).padStart(2, '0')}`,
  office: (random) => `${random.pick(['A', 'B', 'C'])}${random.between(101, 348)}`,
  count: (random) => String(random.between(2, 28)),
  few: (random) => String(random.between(2, 6)),
  error: (random) =>
    random.pick([
      '0x80070005',
      '0x8004010F',
      '0x80190001',
      'AADSTS50126',
      'AADSTS53003',
      '1603',
      '691',
      '0x0000011b',
      '53000',
      '503',
    ]),
  app: (random) =>
    random.pick(['Word', 'Excel', 'Outlook', 'OneNote', 'PowerPoint', 'Edge', 'Adobe Reader', 'OneDrive']),
  software: (random) =>
    random.pick([
      'QGIS',
      'Adobe Acrobat',
      'Visio',
      'Project',
      'AutoCAD LT',
      'Notepad++',
      '7-Zip',
      'Power BI Desktop',
      'InDesign',
      'Excel-tillegget for KOSTRA',
    ]),
  switch: (random) => `SW-${random.pick(['RAD', 'SOL', 'NES', 'HAV', 'INN', 'NOR'])}-${random.between(1, 9)}`,
  server: (random) =>
    `FJK-${random.pick(['APP', 'SQL', 'FIL', 'WEB', 'DC'])}${String(random.between(1, 24)).padStart(2, '0')}`,
  extension: (random) => String(random.between(5100, 5899)),
  record: (random) => `${random.between(2021, 2026)}/${random.between(100, 4800)}`,
  ticketless: (random) => String(random.between(10_000, 99_999)),
};

/** The text with its slots filled. `{site}` is where it happens. */
export function fill(text: string, random: Random, at: { language: Language; site: string }): string {
  return text.replace(/\{(\w+)\}/g, (slot, name: string) => {
    if (name === 'site') return at.site;
    if (name === 'when') return random.pick(moments[at.language]);
    if (name === 'room') return random.pick(rooms[at.language]);
    return always[name]?.(random) ?? slot;
  });
}
