// npm run dev: rebuilds both sides as files change, and starts the product again on what was built.
import { spawn } from 'node:child_process';
import path from 'node:path';

const repository = path.resolve(import.meta.dirname, '..');
const env = { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false', NG_CLI_ANALYTICS: 'false' };
const children = [];

function keep(command, args) {
  const child = spawn(command, args, { cwd: repository, stdio: 'inherit', env });
  child.on('exit', (code) => stop(code ?? 1));
  children.push(child);
}

function stop(code) {
  for (const child of children) if (child.exitCode === null) child.kill('SIGTERM');
  process.exitCode = code;
}
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => stop(0));

const first = spawn('nx', ['run-many', '-t', 'build', '--outputStyle=static'], {
  cwd: repository,
  stdio: 'inherit',
  env,
});
first.on('exit', (code) => {
  if (code !== 0) process.exit(code ?? 1);
  const sources = ['api/src', 'libs/domain/src', 'libs/contracts/src', 'libs/i18n/src'];
  keep('swc', [
    ...sources,
    '--out-dir',
    'dist/api',
    '--config-file',
    '.swcrc',
    '--ignore',
    '**/*.spec.ts',
    '--watch',
    '--quiet',
  ]);
  keep('nx', ['run', 'web:build', '--watch', '--outputStyle=static']);
  const watched = ['dist/api', 'dist/web', 'migrations'].map(
    (folder) => `--watch-path=${path.join(repository, folder)}`,
  );
  keep(process.execPath, [
    '--watch',
    '--watch-preserve-output',
    ...watched,
    '--enable-source-maps',
    path.join(repository, 'dist/api/api/src/commands/start.js'),
    ...process.argv.slice(2),
  ]);
});
