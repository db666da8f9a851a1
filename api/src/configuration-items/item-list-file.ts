import { parse } from 'csv-parse/sync';
import {
  configurationClasses,
  countCharacters,
  criticalities,
  isStorable,
  serviceHours,
} from '@felles/domain';
import { limits, type FieldCode } from '@felles/contracts/values';
import { invalid } from '../platform/http/problem-error.js';

/** The columns a list can have, and what a heading may call them. */
const columnNames = {
  name: ['name', 'navn', 'namn'],
  class: ['class', 'klasse', 'type'],
  site: ['site', 'sted', 'stad', 'lokasjon'],
  service: ['service', 'tjeneste', 'teneste'],
  group: ['group', 'gruppe', 'support group', 'støttegruppe'],
  supplier: ['supplier', 'leverandør'],
  criticality: ['criticality', 'kritikalitet', 'viktighet', 'viktigheit'],
  hours: ['hours', 'service hours', 'tjenestetid', 'tenestetid'],
} as const;
export type ItemColumn = keyof typeof columnNames;

/** What people write for each code, beside the code itself. */
const spellings: Record<'class' | 'criticality' | 'hours', Record<string, readonly string[]>> = {
  class: {
    server: ['tjener', 'tenar'],
    network_device: [
      'network device',
      'nettverksenhet',
      'nettverkseining',
      'switch',
      'svitsj',
      'aksesspunkt',
      'access point',
    ],
    client: ['klient', 'pc'],
    application: ['applikasjon', 'program', 'fagsystem'],
    service_endpoint: ['service endpoint', 'tjenesteendepunkt', 'tenesteendepunkt', 'endepunkt'],
  },
  criticality: { low: ['lav', 'låg'], medium: ['middels'], high: ['høy', 'høg'], critical: ['kritisk'] },
  hours: {
    office: ['kontortid'],
    extended: ['utvidet', 'utvida'],
    always: ['døgn', 'hele døgnet', 'heile døgnet', '24x7', '24/7'],
  },
};
const codes = { class: configurationClasses, criticality: criticalities, hours: serviceHours } as const;

/** One row of the list, with what is written in each of its columns; what is empty is left out. */
export interface ListedRow {
  line: number;
  cells: Partial<Record<ItemColumn, string>>;
}

/**
 * A spreadsheet's list. @throws ProblemError invalid, naming what is wrong with the file as a whole: unreadable, without a
 * column for the name, with a column nobody knows, or too long.
 */
export function readItemList(csv: string): ListedRow[] {
  const [heading, ...rows] = recordsOf(csv);
  if (!heading) throw invalid('csv', 'required');
  const columns = heading.record.map(columnOf);
  const unknown = columns.findIndex((column, index) => !column && heading.record[index]!.trim() !== '');
  if (unknown >= 0)
    throw invalid(`csv.1.${heading.record[unknown]!.trim().slice(0, 50)}`, 'unknown_property');
  if (!columns.includes('name')) throw invalid('csv.1.name', 'required');
  if (new Set(columns.filter(Boolean)).size < columns.filter(Boolean).length) throw invalid('csv.1', 'twice');
  if (rows.length > limits.itemListRows) throw invalid('csv', 'too_many', { max: limits.itemListRows });
  return rows.map(({ record, line }) => ({
    line,
    cells: Object.fromEntries(
      columns.flatMap((column, index) => {
        const value = record[index]?.trim();
        return column && value ? [[column, value]] : [];
      }),
    ),
  }));
}

function recordsOf(csv: string): { record: string[]; line: number }[] {
  const firstLine = /^[^\r\n]*/.exec(csv)![0];
  const delimiter = [';', '\t', ','].find((one) => firstLine.includes(one)) ?? ';';
  try {
    const parsed = parse(csv, {
      bom: true,
      delimiter,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
    });
    return (parsed as unknown as { record: string[]; info: { lines: number } }[]).map(({ record, info }) => ({
      record,
      line: info.lines,
    }));
  } catch {
    // a quote that is never closed, and the like: no CSV
    throw invalid('csv', 'malformed');
  }
}

function columnOf(heading: string): ItemColumn | undefined {
  const written = heading.trim().toLowerCase().replaceAll('_', ' ');
  return (Object.keys(columnNames) as ItemColumn[]).find((column) =>
    (columnNames[column] as readonly string[]).includes(written),
  );
}

/** The code somebody means by a word; undefined when it is none of ours. */
export function codeOf<C extends keyof typeof codes>(
  column: C,
  word: string,
): (typeof codes)[C][number] | undefined {
  const written = word.toLowerCase();
  return codes[column].find((code) => code === written || (spellings[column][code] ?? []).includes(written));
}

/** What is wrong with a name, by the rules one typed in has. */
export function faultOfName(name: string | undefined): FieldCode | null {
  if (!name || !/[^\s\p{Cf}]/u.test(name)) return 'required';
  if (!isStorable(name)) return 'not_storable';
  if (/[\r\n\u2028\u2029]/.test(name)) return 'malformed';
  return countCharacters(name) > limits.itemNameCharacters ? 'too_long' : null;
}
