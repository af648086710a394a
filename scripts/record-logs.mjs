// Records what services really print, run by a real engine: the starters, right and wrong, and one that goes wrong as
// services do. The recordings are what the reader's fuzz tests mutate. Run it after `turbo run build`, when the starters
// or the failures have changed.
//
//   node scripts/record-logs.mjs
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, run } from './lib/workspace.mjs';

const { createInput } = await import(join(root, 'packages/core/dist/index.js'));
const { createRunner } = await import(join(root, 'packages/runner/dist/index.js'));
const create = join(root, 'packages/create-planqk-service/bin/create-planqk-service.cjs');
const out = join(root, 'packages/core/test/fixtures/logs');

const inputs = { sample: '{"qubits": 3}', refused: '{"qubits": 0}', wrong: '{"qubits": "three"}' };
const failures = {
  traceback: {},
  nan: {},
  pretty: {},
  progress: {},
  logger: {},
  stderr: {},
  unterminated: {},
  several: {},
  breaks_off: {},
  memory: { limits: { memoryBytes: 64 * 1024 * 1024 } },
  hangs: { timeoutMs: 3_000, graceMs: 1_000 },
};

const folder = mkdtempSync(join(tmpdir(), 'planqk-service-logs-'));
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
try {
  await using runner = await createRunner();
  for (const starter of ['python', 'go', 'rust']) {
    const service = join(folder, starter);
    const made = run(process.execPath, [create, service, '--starter', starter, '--yes', '--no-git'], {
      stdio: 'ignore',
    });
    if (made !== 0) throw new Error(`${starter} could not be created.`);
    const image = await runner.build(service, { tag: `planqk-service/recorded-${starter}:local` });
    for (const [name, data] of Object.entries(inputs)) await record(runner, image, `${starter}-${name}`, data);
  }
  const image = await runner.build(join(root, 'scripts/logs'), { tag: 'planqk-service/recorded-failures:local' });
  for (const [mode, options] of Object.entries(failures))
    await record(runner, image, mode, JSON.stringify({ mode }), options);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function record(runner, image, name, data, options = {}) {
  const streams = { stdout: [], stderr: [] };
  const { input } = createInput({ data, params: '{"shots": 100, "seed": 42}' });
  const outcome = await runner.run(image, input, {
    ...options,
    onOutput: ({ stream, bytes }) => streams[stream].push(Buffer.from(bytes)),
  });
  for (const [stream, pieces] of Object.entries(streams)) {
    const bytes = Buffer.concat(pieces);
    if (bytes.length > 0) writeFileSync(join(out, `${name}.${stream}.log`), bytes);
  }
  console.error(`${name}: ${outcome.status}, exit code ${outcome.exitCode}`);
}
