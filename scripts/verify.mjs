// Everything that has to be right before a change lands. Ends with a line "N passed, N failed".
//
//   npm test                     all steps
//   npm test -- lint unit        only these
import { readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { withEngines } from './lib/with-engines.mjs';
import { packages, run } from './lib/workspace.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const vitestReport = `${root}.cache/vitest.json`;
/** What is told again of a failed test, at the very end. */
const headLines = 4;
const tailLines = 10;
const mostColumns = 200;

/** In this order; each returns how many checks passed and failed. Steps that need an engine get its environment. */
const steps = [
  {
    name: 'lint',
    about: 'format, lint, imports between packages, cycles',
    check: () => one('biome', ['ci', '--error-on-warnings']),
  },
  {
    name: 'build',
    about: 'types and bundles of all packages',
    check: () => one('turbo', ['run', 'build', '--output-logs=errors-only']),
  },
  {
    name: 'generated',
    about: 'generated files are fresh',
    check: () => one('pnpm', ['run', '--recursive', '--if-present', 'generate', '--check']),
  },
  {
    name: 'types',
    about: 'types of tests, scripts and the page',
    check: () =>
      all([
        ['tsc', '-p', 'tsconfig.json'],
        ['tsc', '-p', 'packages/server/ui/tsconfig.json'],
      ]),
  },
  {
    name: 'unused',
    about: 'unused files, exports and dependencies',
    check: () => all([['knip'], ['knip', '--production']]),
  },
  { name: 'packages', about: 'what is published: exports, types, files', check: checkPackages },
  {
    name: 'unit',
    about: 'unit and integration tests',
    engine: true,
    // By default one processor is left to others: half of a machine with two. Projects that need quiet run one file at a
    // time, after all others.
    check: (env) => vitest(['--project', '!e2e', '--maxWorkers=100%'], env),
  },
  {
    name: 'e2e',
    about: 'packed packages, real bins, real engines',
    engine: true,
    check: (env) => vitest(['--project', 'e2e'], env),
  },
];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !steps.some((step) => step.name === name));
if (unknown.length > 0) {
  console.error(`There is no step ${unknown.join(', ')}. Steps: ${steps.map(({ name }) => name).join(', ')}.`);
  process.exit(2);
}
const chosen = wanted.length === 0 ? steps : steps.filter(({ name }) => wanted.includes(name));

const results = [];
const runSteps = (list, env) => {
  for (const step of list) {
    console.log(`\n== ${step.name}: ${step.about}`);
    const startedAt = performance.now();
    const counts = step.check(env);
    results.push({ ...step, ...counts, seconds: (performance.now() - startedAt) / 1000 });
  }
};
runSteps(
  chosen.filter(({ engine }) => !engine),
  process.env,
);
const onEngine = chosen.filter(({ engine }) => engine);
if (onEngine.length > 0) await withEngines(async (env) => runSteps(onEngine, env));

console.log('');
// At the very end as well, where someone who sees only the tail of a log looks.
for (const failure of results.flatMap(({ failures = [] }) => failures)) console.log(`FAIL ${failure}`);
for (const { name, passed, failed, skipped = 0, seconds } of results) {
  const note = skipped > 0 ? `, ${skipped} SKIPPED` : '';
  console.log(
    `${failed === 0 ? 'ok  ' : 'FAIL'} ${name.padEnd(10)} ${passed} passed, ${failed} failed${note} (${seconds.toFixed(1)} s)`,
  );
}
const sum = (key) => results.reduce((total, result) => total + (result[key] ?? 0), 0);
console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
process.exitCode = sum('failed') === 0 ? 0 : 1;

function one(command, args, options) {
  const ok = run(command, args, options) === 0;
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1 };
}

function all(commands) {
  const counts = commands.map(([command, ...args]) => one(command, args));
  return { passed: counts.filter(({ passed }) => passed).length, failed: counts.filter(({ failed }) => failed).length };
}

function checkPackages() {
  return all(
    packages().flatMap(({ dir, manifest }) => [
      ['publint', dir, '--strict'],
      // Data packages (starters) and pure command lines have no types to look at.
      ...(manifest.exports?.['.'] === undefined ? [] : [['attw', '--pack', dir, '--profile', 'esm-only', '--quiet']]),
    ]),
  );
}

/** Vitest's own count, so that the last line tells tests and not suites. */
function vitest(args, env) {
  rmSync(vitestReport, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${vitestReport}`];
  const status = run('vitest', ['run', ...args, ...reporters], { env });
  try {
    const report = JSON.parse(readFileSync(vitestReport, 'utf8'));
    const failed = report.numFailedTests || (status === 0 ? 0 : 1);
    return {
      passed: report.numPassedTests,
      failed,
      skipped: report.numPendingTests,
      failures: report.testResults.flatMap(failuresOf),
    };
  } catch {
    return { passed: 0, failed: 1 };
  }
}

/** For each failed test of a file: where, its name, what it said, and the place in the test. */
function failuresOf({ name: file, message, status, assertionResults }) {
  const failed = assertionResults.filter((test) => test.status === 'failed');
  const where = file.replace(root, '');
  if (failed.length === 0 && status === 'failed') return [`${where}: ${shortened(message)}`];
  return failed.map(({ fullName, failureMessages }) => `${where}: ${fullName}: ${shortened(failureMessages[0])}`);
}

/** A message may hold all that a command printed; of the stack only the first frame in a file of ours is of use. */
function shortened(text = '') {
  const lines = stripVTControlCharacters(text).split('\n');
  const isFrame = (line) => /^\s+at \S/.test(line);
  const said = lines.filter((line) => line.trim() !== '' && !isFrame(line));
  const frame = lines.find((line) => isFrame(line) && line.includes(root) && !line.includes('node_modules'));
  if (said.length > headLines + tailLines + 1) said.splice(headLines, said.length - headLines - tailLines, '…');
  return [...said, ...(frame ? [frame] : [])]
    .map((line) => line.slice(0, mostColumns).replace(root, ''))
    .join('\n       ');
}
