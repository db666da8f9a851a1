import { describe, expect, it } from '@jest/globals';
import { languages } from '@felles/domain';
import { sampleIncidentReport } from '../../../test/rollups/sample-reports.js';
import { unzipped } from '../../../test/rollups/unzipped.js';
import { incidentPaper } from './incident-paper.js';
import { pdfOf } from './pdf.js';
import { sheetNames } from './sheet-names.js';
import { xlsxOf } from './xlsx.js';

const zone = 'Europe/Oslo';

describe('the incident report on paper', () => {
  it.each(languages)(
    'is a tagged PDF of its own language, in %s',
    async (language) => {
      const pdf = (await pdfOf(incidentPaper(sampleIncidentReport(), { language, zone }))).toString('latin1');
      expect(pdf.slice(0, 8)).toBe('%PDF-1.7');
      for (const part of [
        '/StructTreeRoot',
        '/MarkInfo',
        '/Marked true',
        '/DisplayDocTitle true',
        `/Lang (${language === 'en' ? 'en-GB' : `${language}-NO`})`,
        '<pdfuaid:part>1</pdfuaid:part>',
        '/S /H1',
        '/S /TH',
        '/Scope /Column',
        '/Scope /Row',
        '/S /Figure',
        '/Alt ',
      ])
        expect([part, pdf.includes(part)]).toEqual([part, true]);
    },
    30_000,
  );

  it('has every number of its charts in a table', () => {
    const { sections } = incidentPaper(sampleIncidentReport(), { language: 'nb', zone });
    for (const { parts } of sections)
      parts.forEach((part, index) => {
        if (part.kind !== 'chart') return;
        const next = parts[index + 1];
        const numbers =
          next?.kind === 'table' ? next.rows.map((row) => row.slice(1, 1 + part.series.length)) : [];
        expect(numbers).toEqual(part.points.map(({ values }) => values));
      });
  });

  it('says week 53, and hours rather than seconds', () => {
    const { sections, fileName, lines } = incidentPaper(sampleIncidentReport(), { language: 'nn', zone });
    const rows = sections.flatMap(({ parts }) =>
      parts.flatMap((part) => (part.kind === 'table' ? part.rows : [])),
    );
    expect(rows.some(([name]) => name === 'Veke 53, 2026')).toBe(true);
    expect(rows).toContainEqual(['Median løysingstid, timar', 6, 6, 6]);
    expect([fileName, lines[0]]).toEqual([
      'hendingsrapport-2026-3',
      '3. tertial 2026: 1. september 2026 til 31. desember 2026',
    ]);
  });
});

describe('a spreadsheet', () => {
  it('holds numbers as numbers and words as words: nothing anybody typed is a formula', async () => {
    const report = sampleIncidentReport();
    report.byGroup[0]!.opened.name = { nb: '=HYPERLINK("http://ond.example")' };
    report.byGroup[1]!.opened.name = { nb: '-2+3' };
    const files = unzipped(await xlsxOf(incidentPaper(report, { language: 'nb', zone })));
    const sheets = Object.entries(files).filter(([name]) => /^xl\/worksheets\/sheet/.test(name));
    expect(sheets.length).toBe(8);
    const all = sheets.map(([, xml]) => xml).join('');
    expect(all).not.toMatch(/<f[ >]/);
    expect(all).toContain('<v>4812</v>');
    expect(Object.values(files).join('')).toContain('=HYPERLINK(');
  });

  it('names its sheets as Excel takes them, and each only once', () => {
    const name = sheetNames();
    const long = 'En tjeneste med et navn som aldri tar slutt';
    expect([name(long), name(long), name("'a/b:c'"), name('')]).toEqual([
      'En tjeneste med et navn som ald',
      'En tjeneste med et navn som a 2',
      'a b c',
      '-',
    ]);
  });
});
