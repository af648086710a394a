// One session: see run.mjs. A missed target is told; it fails nothing.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { figures } from './figures.mjs';
import { describeMachine } from './machine.mjs';
import { markdown, progressLine, replaceIn } from './report.mjs';
import { openSession, root } from './session.mjs';
import { alternate, summarise } from './statistics.mjs';

const usage = `usage: node bench/run.mjs [name ...] [--runs N] [--json] [--write]
  names: ${figures.map(({ name }) => name).join(', ')}
  --runs N  samples of each side, instead of what each figure says
  --json    everything on stdout, with all samples
  --write   put the table into docs/benchmarks.md; needs all figures`;
const log = (line) => console.error(line);

const options = readArguments();
if (options === undefined) {
  log(usage);
  process.exitCode = 2;
} else {
  const interruption = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(name, () => interruption.abort());
  await main(options, interruption.signal).catch((error) => {
    if (!interruption.signal.aborted) throw error;
    process.exitCode = 130;
  });
}

async function main({ names, runs, json, write }, signal) {
  const chosen = figures.filter(({ name }) => names.length === 0 || names.includes(name));
  const machine = describeMachine();
  await using session = await openSession({ needsEngine: chosen.some(({ engine }) => engine), log });
  const measured = [];
  for (const figure of chosen) {
    if (figure.engine && !session.engine) {
      log(`${figure.name}: left out, as there is no engine`);
      continue;
    }
    const { ours, instead, unit = 'ms', warmUps = 2 } = figure;
    const makers = { ours: await ours.start(session), instead: await instead.start(session) };
    const counts = { runs: runs ?? figure.runs, warmUps };
    const samples = await alternate(makers, counts, signal);
    const result = { ...figure, ours: ours.title, instead: instead.title, unit, ...counts };
    measured.push({ ...result, ...summarise(samples), samples });
    log(progressLine(measured.at(-1)));
  }
  const command = ['node bench/run.mjs', ...process.argv.slice(2)].join(' ');
  const report = { command, date: new Date().toISOString(), machine, engine: session.engine, figures: measured };
  if (write) replaceIn(join(root, 'docs', 'benchmarks.md'), markdown(report));
  console.log(json ? JSON.stringify(report, null, 2) : markdown(report));
}

function readArguments() {
  try {
    const { values, positionals: names } = parseArgs({
      allowPositionals: true,
      options: { runs: { type: 'string' }, json: { type: 'boolean' }, write: { type: 'boolean' } },
    });
    const runs = values.runs === undefined ? undefined : Number(values.runs);
    const known = names.every((name) => figures.some((figure) => figure.name === name));
    const countable = runs === undefined || (Number.isInteger(runs) && runs > 0);
    return known && countable && !(values.write && names.length > 0) ? { ...values, names, runs } : undefined;
  } catch {
    return undefined;
  }
}
