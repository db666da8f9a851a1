import type { MajorIncidentReport, MajorLine, MeasureLine } from '@felles/contracts/http';
import { labelIn, type Language } from '@felles/domain';
import { paperText, paperWord, type PaperKey } from '@felles/i18n';
import { headOf, stretchName, tickOf } from './incident-paper.js';
import { hours, written, type Paper, type Section, type Table } from './paper.js';

type Say = ReturnType<typeof sayIn>;

function sayIn(language: Language, zone: string) {
  return {
    ...written(language),
    language,
    zone,
    t: (key: PaperKey, parameters?: Record<string, string | number>) => paperText(language, key, parameters),
  };
}

/** The major-incident report on paper: the majors one by one, then measures, changes and patches. */
export function majorPaper(
  report: MajorIncidentReport,
  { language, zone }: { language: Language; zone: string },
): Paper {
  const say = sayIn(language, zone);
  const { t } = say;
  return {
    ...headOf(report, { language, zone }),
    title: t('major.title'),
    fileName: `${t('file.major')}-${report.tertial ?? `${report.from}-${report.to}`}`,
    sections: [
      { heading: t('key.heading'), level: 2, parts: [keyTable(report, say)] },
      overview(report, say),
      ...report.majors.map((major) => majorSection(major, say)),
      earlierMeasures(report, say),
      changes(report, say),
      patching(report, say),
    ],
  };
}

function keyTable(report: MajorIncidentReport, { t }: Say): Table {
  return {
    kind: 'table',
    caption: t('key.heading'),
    columns: [
      { name: t('key.name'), share: 3 },
      { name: t('key.value'), numeric: true },
    ],
    rows: [
      [t('majors.count'), report.majors.length],
      [t('majors.hours'), hours(report.totalSeconds)],
      [t('majors.open'), report.openMeasures],
      [t('majors.overdue'), report.overdueMeasures],
    ],
  };
}

function overview({ majors, more }: MajorIncidentReport, say: Say): Section {
  const { t } = say;
  const heading = t('major.heading');
  if (majors.length === 0) return { heading, level: 2, parts: [{ kind: 'words', text: t('major.none') }] };
  return {
    heading,
    level: 2,
    parts: [
      {
        kind: 'table',
        caption: heading,
        columns: [
          { name: t('major.number'), share: 1.1 },
          { name: t('major.name'), share: 2.4 },
          { name: t('major.severity'), share: 0.9 },
          { name: t('major.declared'), share: 1.5 },
          { name: t('major.hours'), numeric: true },
          { name: t('major.review'), share: 1.2 },
        ],
        rows: majors.map((major) => [
          major.number,
          major.title,
          severity(major, say),
          say.time(major.declaredAt, say.zone),
          hours(major.durationSeconds),
          t(`review.${major.review}`),
        ]),
      },
      ...(more ? [{ kind: 'words', text: t('major.more') } as const] : []),
    ],
  };
}

function severity({ severity: code }: MajorLine, { language }: Say): string {
  return code === null ? '–' : paperWord(language, 'severity', code);
}

function majorSection(major: MajorLine, say: Say): Section {
  const { t } = say;
  const affected = [
    ...major.serviceNames.map((name) => labelIn(say.language, name)),
    ...major.organisationNames,
  ];
  const facts: [PaperKey, string][] = [
    ['major.severity', severity(major, say)],
    ['major.declared', say.time(major.declaredAt, say.zone)],
    ['major.stoodDown', major.stoodDownAt ? say.time(major.stoodDownAt, say.zone) : t('major.ongoing')],
    ['major.hours', say.cell(hours(major.durationSeconds))],
    ['major.manager', major.managerName ?? '–'],
    ['major.affected', affected.join(', ') || '–'],
    ['major.children', say.number(major.children)],
    ['major.review', t(`review.${major.review}`)],
  ];
  const told = (['whatHappened', 'impact', 'cause', 'lessons'] as const).flatMap((what) => {
    const text = major[what];
    return text ? [{ kind: 'words', label: t(`major.${what}`), text } as const] : [];
  });
  return {
    heading: `${major.number} ${major.title}`,
    level: 3,
    parts: [
      {
        kind: 'table',
        caption: `${major.number} ${major.title}`,
        columns: [{ name: t('major.fact') }, { name: t('major.told'), share: 2.6 }],
        rows: facts.map(([key, value]) => [t(key), value]),
      },
      ...told,
      ...(major.measures.length > 0 ? [measures(t('measures.heading'), major.measures, say)] : []),
    ],
  };
}

function measures(caption: string, lines: readonly MeasureLine[], say: Say): Table {
  const { t } = say;
  const state = ({ doneAt, overdue }: MeasureLine) => {
    if (doneAt) return t('measure.done', { date: say.time(doneAt, say.zone) });
    return t(overdue ? 'measure.overdue' : 'measure.open');
  };
  return {
    kind: 'table',
    caption,
    columns: [
      { name: t('measure.text'), share: 2.6 },
      { name: t('major.number') },
      { name: t('measure.owner'), share: 1.2 },
      { name: t('measure.due') },
      { name: t('measure.state') },
    ],
    rows: lines.map((line) => [
      line.text,
      line.majorNumber,
      line.ownerName,
      line.dueOn && say.day(line.dueOn),
      state(line),
    ]),
  };
}

function earlierMeasures({ earlierMeasures: lines }: MajorIncidentReport, say: Say): Section {
  const heading = say.t('measures.all');
  return {
    heading,
    level: 2,
    parts: [
      lines.length > 0 ? measures(heading, lines, say) : { kind: 'words', text: say.t('measures.none') },
    ],
  };
}

function changes({ changes: results }: MajorIncidentReport, { t, language }: Say): Section {
  const heading = t('changes.heading');
  if (results.length === 0) return { heading, level: 2, parts: [{ kind: 'words', text: t('changes.none') }] };
  return {
    heading,
    level: 2,
    parts: [
      {
        kind: 'table',
        caption: heading,
        columns: [
          { name: t('changes.result'), share: 3 },
          { name: t('changes.count'), numeric: true },
        ],
        rows: results.map(({ result, count }) => [paperWord(language, 'result', result), count]),
      },
    ],
  };
}

function patching({ patching: points, patchingBy: by }: MajorIncidentReport, { t, language }: Say): Section {
  const heading = t('patching.heading');
  if (points.length === 0) return { heading, level: 2, parts: [{ kind: 'words', text: t('patching.none') }] };
  const statuses = ['needsSecurityUpdate', 'needsUpdate', 'upToDate', 'unknown'] as const;
  const series = statuses.map((status) => t(`patching.${status}`));
  return {
    heading,
    level: 2,
    parts: [
      {
        kind: 'chart',
        alt: t('patching.alt'),
        stacked: true,
        series,
        points: points.map((point) => ({
          tick: tickOf(point, by, language),
          values: statuses.map((status) => point[status]),
        })),
      },
      {
        kind: 'table',
        caption: heading,
        columns: [{ name: t(`flow.${by}`), share: 1.6 }, ...series.map((name) => ({ name, numeric: true }))],
        rows: points.map((point) => [
          stretchName(point, by, language),
          ...statuses.map((status) => point[status]),
        ]),
      },
    ],
  };
}
