import type { Figure, FlowPoint, IncidentReport, ReportRow, Totals } from '@felles/contracts/http';
import { addDays } from '@felles/domain';

const figure = (count: number, id: string | null = null, nb?: string): Figure => ({
  id,
  name: nb ? { nb } : null,
  count,
  leadsTo: '',
});
const row = (id: string | null, opened: number, nb?: string): ReportRow => ({
  opened: figure(opened, id, nb),
  resolved: figure(Math.round(opened * 0.9), id, nb),
  reopened: Math.round(opened / 20),
  medianSeconds: id === 'rest' ? null : 7_200 + opened * 11,
  p90Seconds: id === 'rest' ? null : 172_800 + opened * 13,
});
const totals = (from: string, to: string, opened: number): Totals => ({
  from,
  to,
  opened,
  resolved: opened - 41,
  cancelled: 37,
  reopened: 212,
  openAtStart: 118,
  openAtEnd: 122,
  medianSeconds: 21_600,
  p90Seconds: 345_600,
});

/** A report as large as they come: a tertial of a municipality, with names that try the letters and the width. */
export function sampleIncidentReport(): IncidentReport {
  const weeks = Array.from({ length: 18 }, (_, index): FlowPoint => {
    const from = index === 0 ? '2026-09-01' : addDays('2026-08-31', index * 7);
    return {
      from,
      to: addDays(from, 6),
      opened: 240 + ((index * 53) % 97),
      resolved: 230 + ((index * 31) % 89),
      open: 118 + index,
    };
  });
  return {
    from: '2026-09-01',
    to: '2026-12-31',
    tertial: '2026-3',
    organisationId: null,
    organisationNames: [
      'Deatnu – Tana kommune',
      'Fjordvik kommune',
      'Kárášjohka – Karasjok',
      'Nordøy kommune',
    ],
    kind: 'incident',
    asOf: new Date('2027-01-04T08:15:00Z'),
    open: figure(122),
    ages: [31, 40, 29, 15, 7].map((count, index) =>
      figure(count, ['day', 'week', 'month', 'quarter', 'older'][index]),
    ),
    opened: figure(4_812),
    resolved: figure(4_771),
    reopened: figure(212),
    totals: totals('2026-09-01', '2026-12-31', 4_812),
    before: totals('2026-05-01', '2026-08-31', 3_904),
    yearBefore: totals('2025-09-01', '2025-12-31', 4_630),
    flow: { by: 'week', points: weeks },
    byPriority: ['p1', 'p2', 'p3', 'p4'].map((id, index) => row(id, 40 + index * 900)),
    byService: [
      ...Array.from({ length: 20 }, (_, index) =>
        row(
          `s${index}`,
          900 - index * 41,
          index % 5 === 0
            ? 'Fagsystem for helse og omsorg, inkludert mobil omsorg'
            : `Tjeneste nummer ${index}`,
        ),
      ),
      row('rest', 321),
      row(null, 210),
    ],
    bySite: Array.from({ length: 12 }, (_, index) =>
      row(`t${index}`, 410 - index * 23, `Čáhcesuolu skuvla ${index}`),
    ),
    byGroup: [
      row('g1', 3_000, 'Klient og arbeidsplass'),
      row('g2', 1_700, 'Nett og sikkerhet'),
      row(null, 112),
    ],
  };
}
