// npm run dev: rebuilds both sides as files change, and starts the product again on what was built.
import { spawn } from 'node:child_process';
import { mkdirSync, watch } from 'node:fs';
import path from 'node:path';

const repository = path.resolve(import.meta.dirname, '..');
const env = { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false', NG_CLI_ANALYTICS: 'false' };
const children = new Set();
/** A build writes many files: the product starts again when nothing has been written for this long. */
const quietMs = 500;
let product;
let waiting;
let ending = false;

function run(command, args) {
  const child = spawn(command, args, { cwd: repository, stdio: 'inherit', env });
  children.add(child);
  child.on('exit', () => children.delete(child));
  return child;
}

function end(code) {
  ending = true;
  for (const child of children) child.kill('SIGTERM');
  process.exitCode = code;
}
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => end(0));

function startProduct() {
  product = run(process.execPath, [
    '--enable-source-maps',
    path.join(repository, 'dist/api/api/src/commands/start.js'),
    ...process.argv.slice(2),
  ]);
}

/** Not before the one that runs has come down by itself, and its database with it. */
function startAgain() {
  if (ending) return;
  if (product.exitCode !== null || product.signalCode !== null) return startProduct();
  product.once('exit', () => ending || startProduct());
  product.kill('SIGTERM');
}

function rebuilt() {
  clearTimeout(waiting);
  waiting = setTimeout(startAgain, quietMs);
}

const first = run('nx', ['run-many', '-t', 'build', '--outputStyle=static']);
first.on('exit', (code) => {
  if (code !== 0 || ending) return end(code ?? 1);
  const sources = ['api/src', 'libs/domain/src', 'libs/contracts/src', 'libs/i18n/src'];
  const how = ['--out-dir', 'dist/api', '--config-file', '.swcrc', '--ignore', '**/*.spec.ts', '--quiet'];
  for (const builder of [
    run('swc', [...sources, ...how, '--watch']),
    run('nx', ['run', 'web:build', '--watch', '--outputStyle=static']),
  ])
    builder.on('exit', (reason) => ending || end(reason ?? 1));
  startProduct();
  for (const folder of ['dist/api', 'dist/web', 'migrations']) {
    mkdirSync(path.join(repository, folder), { recursive: true });
    watch(path.join(repository, folder), { recursive: true }, rebuilt);
  }
});
