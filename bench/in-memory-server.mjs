// A server whose services are functions, so that only the server itself is measured: `{"bytes": n}` as data is answered
// with a text of so many bytes. Says where it listens, and when asked how many bytes it has `resident`, or `held` by objects.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

const [packages, project, keep] = process.argv.slice(2);
const { resolve } = createRequire(join(packages, 'node_modules', '@planqk-service', 'server', 'package.json'));
const load = (name) => import(pathToFileURL(resolve(name)));
const { createServer } = await load('@planqk-service/server');
const { createRunner } = await load('@planqk-service/runner');
const { MemoryEngine } = await load('@planqk-service/runner/testing');

const service = ({ files, stdout }) => {
  const { bytes = 1 } = JSON.parse(files['data.json']);
  // It keeps what it was asked to run, for tests to look at.
  engine.runs.length = 0;
  stdout(`PlanQK:Job:Result: "${'x'.repeat(bytes)}"\n`);
};
const engine = new MemoryEngine({ service });
const runner = await createRunner({ engine });
const server = await createServer({ project, runner, ...(keep && { keep: { count: Number(keep) } }) });
console.log(JSON.stringify({ data: { url: server.url } }));
process.on('message', async (what) => process.send(what === 'held' ? await held() : process.memoryUsage.rss()));
process.once('SIGTERM', async () => {
  await server.close({ graceMs: 0 });
  await runner[Symbol.asyncDispose]();
  process.exit();
});

/** What the last jobs have left is let go of in the turns that follow. */
async function held() {
  for (let turn = 0; turn < 3; turn += 1) {
    await setTimeout(100);
    globalThis.gc();
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
