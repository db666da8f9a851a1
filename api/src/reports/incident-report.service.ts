import { Injectable } from '@nestjs/common';
import type { IncidentReport, ReportRow, Totals } from '@felles/contracts/http';
import {
  firstOfMonth,
  localDayOf,
  organisationsOf,
  periodBefore,
  tertialIn,
  yearBefore,
  type DayRange,
  type Label,
} from '@felles/domain';
import { AskerWork } from '../platform/database/database.module.js';
import { openingFor, type Read } from '../platform/database/work.js';
import type { Asker } from '../platform/http/asker.js';
import { figure, rowsOf, type Counted, type Filters } from './figures.js';
import { flowOf, stepOf } from './flow.js';
import { incidentPaper } from './papers/incident-paper.js';
import type { Paper } from './papers/paper.js';
import { piecesBefore, piecesOf, type Pieces } from './pieces.js';
import { kindsOf, scopeOf, type AskIncidentReport } from './report-query.dto.js';
import {
  countsOver,
  flowOver,
  ground,
  namesOf,
  openNow,
  times,
  timesBy,
  type CountRow,
  type FlowRow,
  type Ground,
  type NameRow,
  type OpenNow,
  type TimesRow,
} from './report-statements.js';

const dayMs = 86_400_000;
/** Where one age ends and the next begins, in days. */
const ageDays = [1, 7, 30, 90] as const;
const ages = ['day', 'week', 'month', 'quarter', 'older'] as const;
const dimensions = ['all', 'service', 'site', 'group', 'priority'] as const;
const nothing = { opened: 0, resolved: 0, reopened: 0, cancelled: 0, entered: 0, departed: 0 };

/** The figures of one period, under the asker's own sight: a restricted case counts for its circle only. */
@Injectable()
export class IncidentReportService {
  constructor(private readonly work: AskerWork) {}

  /** @throws ProblemError invalid */
  async report(asker: Asker, query: AskIncidentReport): Promise<IncidentReport> {
    return (await this.zoned(asker, query)).report;
  }

  /** The same to take away, in the asker's language. @throws ProblemError invalid */
  async paper(asker: Asker, query: AskIncidentReport): Promise<Paper> {
    const { report, zone } = await this.zoned(asker, query);
    return incidentPaper(report, { language: asker.actor.language, zone });
  }

  private zoned(
    { actor }: Asker,
    query: AskIncidentReport,
  ): Promise<{ report: IncidentReport; zone: string }> {
    const scope = scopeOf(actor, organisationsOf(actor), query);
    const { days, organisations, organisationId } = scope;
    const kind = query.kind ?? 'incident';
    const of: Of = [organisations, kindsOf[kind]];
    // Who may read an organisation's figures counts its cases, also with a token that may open none of them.
    const opening = { ...openingFor(actor, true), reads: organisations };
    return this.work.read(opening, async (read) => {
      const { zone, from, to, now, names } = (await read.row<Ground>(ground, [
        organisations.length === 1 ? organisations[0] : null,
        organisations,
        days.from,
        days.to,
      ]))!;
      const bounds = ageDays.map((age) => new Date(now.getTime() - age * dayMs));
      const step = stepOf(days) === 'month' ? 'month' : 'day';
      const [open, totals, before, lastYear, rows, timesOf, flow] = await Promise.all([
        read.row<OpenNow>(openNow, [...of, ...bounds]),
        totalsOf(read, of, days),
        totalsOf(read, of, periodBefore(days)),
        totalsOf(read, of, yearBefore(days)),
        read.rows<CountRow>(countsOver, [...of, ...values(piecesOf(days)), dimensions]),
        read.rows<TimesRow>(timesBy, [...of, days.from, days.to]),
        read.rows<FlowRow>(flowOver, [
          ...of,
          step,
          step === 'month' ? firstOfMonth(days.from) : days.from,
          days.to,
        ]),
      ]);
      const called = await labelsOf(read, rows);
      const among: Filters = {
        queue: 'all',
        kind: kind === 'all' ? undefined : kind,
        organisationId: scope.coversAll ? undefined : organisations.join(','),
      };
      const openedThen: Filters = { ...among, openedFrom: from, openedTo: to };
      const resolvedThen: Filters = { ...among, resolvedFrom: from, resolvedTo: to };
      const by = (dimension: CountRow['dimension'], filter: string): ReportRow[] =>
        rowsOf(counted(dimension, rows, timesOf, called), {
          filter,
          opened: openedThen,
          resolved: resolvedThen,
        });
      const tertial = tertialIn(days);
      const report: IncidentReport = {
        ...days,
        tertial: tertial && `${tertial.year}-${tertial.number}`,
        organisationId,
        organisationNames: names,
        kind,
        asOf: now,
        open: figure(open!.open, { ...among, queue: 'open' }),
        ages: ages.map((age, index) => ({
          ...figure(open![age], {
            ...among,
            queue: 'open',
            openedFrom: bounds[index],
            openedTo: bounds[index - 1],
          }),
          id: age,
        })),
        opened: figure(totals.opened, openedThen),
        resolved: figure(totals.resolved, resolvedThen),
        reopened: figure(totals.reopened, { ...resolvedThen, reopened: 'true' }),
        totals,
        before,
        yearBefore: lastYear,
        flow: flowOf(days, flow, { open: totals.openAtStart, today: localDayOf(now, zone) }),
        byService: by('service', 'serviceId'),
        bySite: by('site', 'siteId'),
        byGroup: by('group', 'groupId'),
        byPriority: by('priority', 'priority').sort((a, b) => (a.opened.id! < b.opened.id! ? -1 : 1)),
      };
      return { report, zone };
    });
  }
}

/** Organisations and kinds: what every statement begins with. */
type Of = readonly [readonly string[], readonly string[]];

const values = ({ grains, from, to }: Pieces) => [grains, from, to];

async function totalsOf(read: Read, of: Of, days: DayRange): Promise<Totals> {
  const [sums, earlier, taken] = await Promise.all([
    read.row<CountRow>(countsOver, [...of, ...values(piecesOf(days)), ['all']]),
    read.row<CountRow>(countsOver, [...of, ...values(piecesBefore(days.from)), ['all']]),
    read.row<TimesRow>(times, [...of, days.from, days.to]),
  ]);
  const { opened, resolved, reopened, cancelled, entered, departed } = sums ?? nothing;
  const openAtStart = earlier ? earlier.entered - earlier.departed : 0;
  const [median, p90] = taken?.seconds ?? [null, null];
  return {
    ...days,
    opened,
    resolved,
    reopened,
    cancelled,
    openAtStart,
    openAtEnd: openAtStart + entered - departed,
    medianSeconds: median === null ? null : Math.round(median),
    p90Seconds: p90 === null ? null : Math.round(p90),
  };
}

async function labelsOf(read: Read, rows: readonly CountRow[]): Promise<Map<string, Label>> {
  const ids = new Set(
    rows.filter(({ dimension, key }) => key && dimension !== 'priority').map(({ key }) => key),
  );
  const names = await read.rows<NameRow>(namesOf, [[...ids]]);
  return new Map(names.map(({ id, name }) => [id, name]));
}

/** The rows of one dimension in which something came in or went out. */
function counted(
  dimension: CountRow['dimension'],
  rows: readonly CountRow[],
  timesOf: readonly TimesRow[],
  called: ReadonlyMap<string, Label>,
): Counted[] {
  return rows
    .filter((row) => row.dimension === dimension && (row.opened > 0 || row.resolved > 0))
    .map(({ key, opened, resolved, reopened }) => ({
      id: key || null,
      name: called.get(key) ?? null,
      opened,
      resolved,
      reopened,
      seconds: timesOf.find((row) => row.dimension === dimension && row.key === (key ?? ''))?.seconds ?? null,
    }));
}
