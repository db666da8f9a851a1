import type { FlowPoint, IncidentReport, ReportRow, Totals } from '@felles/contracts/http';
import { isoWeekOf, labelIn, type Language } from '@felles/domain';
import { paperText, type PaperKey } from '@felles/i18n';
import { hours, written, type Cell, type Section, type Table } from './paper.js';
import type { Paper } from './paper.js';

/** The incident report on paper. */
export function incidentPaper(
  report: IncidentReport,
  { language, zone }: { language: Language; zone: string },
): Paper {
  const t = (key: PaperKey, parameters?: Record<string, string | number>) =>
    paperText(language, key, parameters);
  const by = (key: 'service' | 'site' | 'group' | 'priority', rows: readonly ReportRow[]): Section => ({
    heading: t(`by.${key}`),
    level: 2,
    parts: [breakdown(t(`by.${key}`), rows)],
  });
  const breakdown = (caption: string, rows: readonly ReportRow[]): Table => ({
    kind: 'table',
    caption,
    columns: [
      { name: t('by.name'), share: 2.4 },
      { name: t('key.opened'), numeric: true },
      { name: t('key.resolved'), numeric: true },
      { name: t('key.reopenedShare'), numeric: true },
      { name: t('key.median'), numeric: true },
      { name: t('key.p90'), numeric: true },
    ],
    rows: rows.map((row) => [
      nameOf(row, language),
      row.opened.count,
      row.resolved.count,
      share(row.reopened, row.resolved.count),
      hours(row.medianSeconds),
      hours(row.p90Seconds),
    ]),
  });
  return {
    ...headOf(report, { language, zone }),
    title: t(report.kind === 'incident' ? 'incident.title' : `incident.title.${report.kind}`),
    fileName: `${t('file.incident')}-${report.tertial ?? `${report.from}-${report.to}`}`,
    sections: [
      {
        heading: t('key.heading'),
        level: 2,
        parts: [keyFigures(report, language), { kind: 'words', text: t('restricted') }],
      },
      flowSection(report, language),
      agesSection(report, language),
      by('priority', report.byPriority),
      by('service', report.byService),
      by('site', report.bySite),
      by('group', report.byGroup),
    ],
  };
}

/** Which days, whose, and as of when. */
export function headOf(
  report: Pick<IncidentReport, 'tertial' | 'from' | 'to' | 'organisationNames' | 'asOf'>,
  { language, zone }: { language: Language; zone: string },
): Pick<Paper, 'language' | 'lines'> {
  const t = (key: PaperKey, parameters?: Record<string, string | number>) =>
    paperText(language, key, parameters);
  const say = written(language);
  const range = t('range', { from: say.day(report.from), to: say.day(report.to) });
  const [year, number] = report.tertial?.split('-') ?? [];
  return {
    language,
    lines: [
      number && year ? `${t('tertial', { number, year })}: ${range}` : range,
      t('organisations', { names: report.organisationNames.join(', ') }),
      t('asOf', { time: say.time(report.asOf, zone) }),
    ],
  };
}

function keyFigures(report: IncidentReport, language: Language): Table {
  const t = (key: PaperKey) => paperText(language, key);
  const say: [PaperKey, (totals: Totals) => Cell][] = [
    ['key.opened', (of) => of.opened],
    ['key.resolved', (of) => of.resolved],
    ['key.reopenedShare', (of) => share(of.reopened, of.resolved)],
    ['key.cancelled', (of) => of.cancelled],
    ['key.openAtStart', (of) => of.openAtStart],
    ['key.openAtEnd', (of) => of.openAtEnd],
    ['key.median', (of) => hours(of.medianSeconds)],
    ['key.p90', (of) => hours(of.p90Seconds)],
  ];
  return {
    kind: 'table',
    caption: t('key.heading'),
    columns: [
      { name: t('key.name'), share: 2 },
      ...(['key.value', 'key.before', 'key.yearBefore'] as const).map((key) => ({
        name: t(key),
        numeric: true,
      })),
    ],
    rows: say.map(([key, value]) => [
      t(key),
      value(report.totals),
      value(report.before),
      value(report.yearBefore),
    ]),
  };
}

function flowSection({ flow }: IncidentReport, language: Language): Section {
  const t = (key: PaperKey) => paperText(language, key);
  return {
    heading: t('flow.heading'),
    level: 2,
    parts: [
      {
        kind: 'chart',
        alt: t('flow.alt'),
        series: [t('key.opened'), t('key.resolved')],
        points: flow.points.map((point) => ({
          tick: tickOf(point, flow.by, language),
          values: [point.opened, point.resolved],
        })),
      },
      {
        kind: 'table',
        caption: t('flow.heading'),
        columns: [
          { name: t(`flow.${flow.by}`), share: 2 },
          { name: t('key.opened'), numeric: true },
          { name: t('key.resolved'), numeric: true },
          { name: t('flow.open'), numeric: true },
        ],
        rows: flow.points.map((point) => [
          stretchName(point, flow.by, language),
          point.opened,
          point.resolved,
          point.open,
        ]),
      },
    ],
  };
}

function agesSection({ ages }: IncidentReport, language: Language): Section {
  const t = (key: PaperKey) => paperText(language, key);
  const named = ages.map(({ id, count }) => ({ name: t(`ages.${id}` as PaperKey), count }));
  return {
    heading: t('ages.heading'),
    level: 2,
    parts: [
      {
        kind: 'chart',
        alt: t('ages.alt'),
        series: [t('ages.count')],
        points: named.map(({ name, count }) => ({ tick: name, values: [count] })),
      },
      {
        kind: 'table',
        caption: t('ages.heading'),
        columns: [
          { name: t('ages.age'), share: 2 },
          { name: t('ages.count'), numeric: true },
        ],
        rows: named.map(({ name, count }) => [name, count]),
      },
    ],
  };
}

/** What a stretch of days is called in a table. */
export function stretchName(
  { from }: Pick<FlowPoint, 'from'>,
  by: 'day' | 'week' | 'month',
  language: Language,
): string {
  const say = written(language);
  if (by === 'day') return say.day(from);
  return by === 'week' ? paperText(language, 'flow.weekOf', isoWeekOf(from)) : say.month(from);
}

/** And under a chart. */
export function tickOf(
  { from }: Pick<FlowPoint, 'from'>,
  by: 'day' | 'week' | 'month',
  language: Language,
): string {
  const say = written(language);
  if (by === 'day') return say.shortDay(from);
  return by === 'week' ? String(isoWeekOf(from).week) : say.shortMonth(from);
}

function nameOf({ opened: { id, name } }: ReportRow, language: Language): string {
  if (name) return labelIn(language, name);
  if (id === 'rest') return paperText(language, 'by.rest');
  return id?.toUpperCase() ?? paperText(language, 'by.none');
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((part / whole) * 1_000) / 10;
}
