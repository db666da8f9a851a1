import type { Permission } from '@felles/domain';
import { globSync, readFileSync } from 'node:fs';
import { homeOf, pages, safeReturn } from './pages';

describe('the way back after signing in', () => {
  it.each(['/cases/t', '/console/open?state=new', '/'])('may be %s', (address) =>
    expect(safeReturn(address)).toBe(address),
  );

  it.each([
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    'javascript:alert(1)',
    '/\t/evil.example',
    '/sign-in?returnTo=/',
    '',
    null,
  ])('is never %p', (address) => expect(safeReturn(address)).toBeNull());

  it('is where one’s work is, when nothing was asked for', () => {
    const home = (...held: Permission[]) => homeOf((permission) => held.includes(permission));
    expect([home('queue:work', 'report:read'), home('report:read'), home()]).toEqual([
      '/console/mine',
      '/reports',
      '/',
    ]);
  });
});

describe('the pages', () => {
  const sources = globSync('web/src/app/*/**/*.ts').map((file) => ({
    file,
    text: readFileSync(file, 'utf8'),
  }));

  it('have an area each, and no area imports another', () => {
    const areas = new Set<string>(pages.map((page) => page.area));
    const crossings = sources.flatMap(({ file, text }) => {
      const area = file.split('/')[3]!;
      return [...text.matchAll(/from '(\.\.\/[^']+)'/g)].flatMap(([, target]) => {
        const path = new URL(target!, `file:///${file}`).pathname.split('/')[4]!;
        return path !== area && (areas.has(path) || path === 'shell') ? [`${file} → ${target}`] : [];
      });
    });
    expect(crossings).toEqual([]);
  });

  it('carry no static style attribute, which the content security policy would refuse', () => {
    const files = globSync(['web/src/**/*.{ts,html}', 'libs/web-ui/src/**/*.ts']).filter(
      (file) => !file.endsWith('.spec.ts'),
    );
    expect(files.filter((file) => /\sstyle="/.test(readFileSync(file, 'utf8')))).toEqual([]);
    expect(files.filter((file) => /innerHTML|bypassSecurity/.test(readFileSync(file, 'utf8')))).toEqual([]);
  });
});
