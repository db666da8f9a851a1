// npm test: everything that must be true of the repository, one step after the other, with one count at the end.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const repository = path.resolve(import.meta.dirname, '..');
const [mode = 'all', ...patterns] = process.argv.slice(2);
const report = path.join(mkdtempSync(path.join(tmpdir(), 'felles-report-')), 'jest.json');
const env = { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false', NG_CLI_ANALYTICS: 'false' };
const failed = [];

function step(name, command, args, more = {}) {
  const from = performance.now();
  console.log(`\n── ${name}`);
  const { status } = spawnSync(command, args, {
    cwd: repository,
    stdio: 'inherit',
    env: { ...env, ...more },
  });
  console.log(
    `── ${name}: ${status === 0 ? 'good' : 'FAILED'} in ${((performance.now() - from) / 1000).toFixed(0)} s`,
  );
  if (status !== 0) failed.push(name);
  return status === 0;
}

const built = step('Build', 'nx', ['run-many', '-t', 'build', '--outputStyle=static']);
if (mode === 'all') {
  step('Types', 'nx', ['run-many', '-t', 'typecheck', '--outputStyle=static']);
  step('Lint and walls', 'nx', ['run-many', '-t', 'lint', '--outputStyle=static']);
  step('Format', 'prettier', ['--check', '--log-level', 'warn', '.']);
}
if (built) {
  const jest = [
    path.join(repository, 'node_modules/jest/bin/jest.js'),
    '--json',
    `--outputFile=${report}`,
    '--maxWorkers=2',
    ...patterns,
  ];
  const soak = mode === 'soak' ? { FELLES_SOAK: '1' } : {};
  step(
    mode === 'soak' ? 'Soak' : 'Tests',
    process.execPath,
    [
      '--experimental-vm-modules',
      '--disable-warning=ExperimentalWarning',
      ...jest,
      ...(mode === 'soak' ? ['--testPathPatterns', 'kill'] : []),
    ],
    soak,
  );
}

/** The runner's own numbers; a run that never reported has failed. */
function counted() {
  try {
    const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(
      readFileSync(report, 'utf8'),
    );
    return { passed: numPassedTests, failed: numFailedTests + numRuntimeErrorTestSuites };
  } catch {
    return { passed: 0, failed: 1 };
  }
}

const tests = counted();
rmSync(path.dirname(report), { recursive: true, force: true });
const others = failed.filter((name) => name !== 'Tests' && name !== 'Soak');
if (failed.length > 0) console.log(`\nFailed: ${failed.join(', ')}`);
console.log(`\n${tests.passed} passed, ${tests.failed + others.length} failed`);
process.exit(failed.length > 0 || tests.failed > 0 || tests.passed === 0 ? 1 : 0);
