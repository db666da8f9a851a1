import { Injectable } from '@nestjs/common';
import type { DeskReport, Figure, FlowDay } from '@felles/contracts/http';
import { addDays, organisationsOf, type DayRange } from '@felles/domain';
import { AskerWork } from '../platform/database/database.module.js';
import { openingFor } from '../platform/database/work.js';
import type { Asker } from '../platform/http/asker.js';
import { figuresOf, leadsTo, type Filters } from './figures.js';
import { scopeOf, type AskDeskReport } from './report-query.dto.js';
import {
  ground,
  openedInPeriod,
  openNow,
  resolvedByDay,
  resolvedInPeriod,
  type Ground,
  type OpenedRow,
  type OpenNow,
  type Resolved,
} from './report-statements.js';

const dayMs = 86_400_000;
/** Where one age ends and the next begins, in days. */
const ageDays = [1, 7, 30, 90] as const;
const ages = ['day', 'week', 'month', 'quarter', 'older'] as const;

/** The manager's page. Counted live, under the asker's own sight: a restricted case counts for its circle only. */
@Injectable()
export class ReportService {
  constructor(private readonly work: AskerWork) {}

  /** @throws ProblemError invalid */
  desk({ actor }: Asker, query: AskDeskReport): Promise<DeskReport> {
    const reach = organisationsOf(actor);
    const scope = scopeOf(actor, reach, query);
    const { days, organisations, organisationId } = scope;
    // Who may read an organisation's figures counts its cases, also with a token that may open none of them.
    const opening = { ...openingFor(actor, true), reads: organisations };
    return this.work.read(opening, async (read) => {
      const { zone, from, to, now } = (await read.row<Ground>(ground, [
        organisations.length === 1 ? organisations[0] : null,
        organisations,
        days.from,
        days.to,
      ]))!;
      const bounds = ageDays.map((age) => new Date(now.getTime() - age * dayMs));
      const [open, opened, resolved, resolvedDays] = await Promise.all([
        read.row<OpenNow>(openNow, [organisations, ...bounds]),
        read.rows<OpenedRow>(openedInPeriod, [organisations, from, to, zone]),
        read.row<Resolved>(resolvedInPeriod, [organisations, from, to]),
        read.rows<{ day: string; count: number }>(resolvedByDay, [organisations, from, to, zone]),
      ]);
      const by = (what: OpenedRow['by']) => opened.filter((row) => row.by === what);
      const among: Filters = { organisationId: scope.coversAll ? undefined : organisations.join(',') };
      const openedThen: Filters = { queue: 'all', ...among, openedFrom: from, openedTo: to };
      const resolvedThen: Filters = { queue: 'all', ...among, resolvedFrom: from, resolvedTo: to };
      const [median, p90] = resolved!.seconds ?? [];
      return {
        ...days,
        organisationId,
        backlog: total(open!.backlog, { queue: 'open', ...among }),
        opened: total(by('all')[0]?.count ?? 0, openedThen),
        resolved: total(resolved!.count, resolvedThen),
        reopened: total(resolved!.reopened, { ...resolvedThen, reopened: 'true' }),
        medianSeconds: median === undefined ? null : Math.round(median),
        p90Seconds: p90 === undefined ? null : Math.round(p90),
        flow: flowOf(days, by('day'), resolvedDays),
        ages: ages.map((age, index) => ({
          ...total(open![age], {
            queue: 'open',
            ...among,
            openedFrom: bounds[index],
            openedTo: bounds[index - 1],
          }),
          id: age,
        })),
        byGroup: figuresOf(by('group'), 'groupId', openedThen),
        byService: figuresOf(by('service'), 'serviceId', openedThen),
        bySite: figuresOf(by('site'), 'siteId', openedThen),
      };
    });
  }
}

function total(count: number, filters: Filters): Figure {
  return { id: null, name: null, count, leadsTo: leadsTo(filters) };
}

/** Every day of the period, also those on which nothing happened. */
function flowOf(
  { from, to }: DayRange,
  opened: readonly { day: string | null; count: number }[],
  resolved: readonly { day: string; count: number }[],
): FlowDay[] {
  const [openedOn, resolvedOn] = [opened, resolved].map(
    (rows) => new Map(rows.map(({ day, count }) => [day, count])),
  );
  const flow: FlowDay[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) {
    flow.push({ day, opened: openedOn!.get(day) ?? 0, resolved: resolvedOn!.get(day) ?? 0 });
  }
  return flow;
}
