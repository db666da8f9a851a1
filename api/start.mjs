// Builds what is not built yet, then runs one of the product's commands from the compiled tree.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const repository = path.resolve(import.meta.dirname, '..');
const [command = 'start', ...rest] = process.argv.slice(2);

if (Number(process.versions.node.split('.')[0]) < 24) {
  console.error('Run this through npm (npm start): it brings the Node it needs.');
  process.exit(1);
}

/** The files a build is made of, as git would list them: a build is current when this is unchanged. */
function sourcesHash() {
  const list = spawnSync(
    'git',
    ['ls-files', '-s', '--', 'api', 'libs', 'web', 'package-lock.json', 'tsconfig.base.json', '.swcrc'],
    { cwd: repository, maxBuffer: 1 << 26 },
  );
  const dirty = spawnSync('git', ['status', '--porcelain', '--', 'api', 'libs', 'web'], { cwd: repository });
  const diff = spawnSync('git', ['diff', 'HEAD', '--', 'api', 'libs', 'web'], {
    cwd: repository,
    maxBuffer: 1 << 28,
  });
  if (list.status !== 0) return null;
  return createHash('sha256')
    .update(list.stdout)
    .update(dirty.stdout)
    .update(diff.stdout)
    .digest('hex')
    .slice(0, 12);
}

function build() {
  // FELLES_BUILT=1: what stands in dist is taken as it is, by those who have just built it.
  if (process.env.FELLES_BUILT === '1') return;
  const stamp = path.join(repository, 'dist/build-id');
  const hash = sourcesHash();
  if (hash && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  const from = performance.now();
  process.stdout.write('  Building …');
  const nx = spawnSync('nx', ['run-many', '-t', 'build', '--outputStyle=static'], {
    cwd: repository,
    env: { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false', NG_CLI_ANALYTICS: 'false' },
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  if (nx.status !== 0) {
    console.error(`\n${nx.stdout ?? ''}${nx.stderr ?? ''}${nx.error?.message ?? ''}`);
    process.exit(1);
  }
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, hash ?? 'unversioned');
  process.stdout.write(` ${((performance.now() - from) / 1000).toFixed(1)} s\n`);
}

build();
const child = spawn(
  process.execPath,
  ['--enable-source-maps', path.join(repository, 'dist/api/api/src/commands', `${command}.js`), ...rest],
  { stdio: 'inherit' },
);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
if (process.env.npm_lifecycle_event) {
  // npm hands a signal to its shell, and the shell dies of it without telling us: that we are alone is how we hear of it.
  const shell = process.ppid;
  const listening = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(listening);
    child.kill('SIGTERM');
  }, 250);
  listening.unref();
}
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
