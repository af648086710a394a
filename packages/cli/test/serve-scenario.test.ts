import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { builtInScenarios } from '@planqk-service/server';
import { describe, expect, test } from 'vitest';
import { scenarioNames } from '../src/actions/open-scenario.ts';
import { cli } from './helpers/cli.ts';
import { serve } from './helpers/serve.ts';
import { tempDir } from './helpers/temp-dir.ts';

const data = '{"n": 9007199254740993, "n": 1.0}';

/** A project whose service answers with its data, after an interim result. */
function echo(files: Readonly<Record<string, string>> = {}) {
  return tempDir({
    Dockerfile: 'FROM scratch\n',
    'planqk.json': '{"name": "echo", "resources": {"cpu": 1, "memory": 1}, "runtime": "DOCKER"}',
    'planqk-service.json': JSON.stringify({ process: { start: [process.execPath, 'service.mjs'] } }),
    'input/data.json': data,
    'service.mjs': `import { readFileSync } from 'node:fs';
const data = readFileSync(\`\${process.env.PLANQK_INPUT_DIR}/data.json\`, 'utf8');
console.log(\`PlanQK:Job:InterimResult: {"i": 1.0}\\nPlanQK:Job:Result: \${data}\`);
`,
    ...files,
  });
}

test('help names the scenarios that are built in', () => {
  expect(scenarioNames).toEqual(Object.keys(builtInScenarios));
});

// Several processes each, on machines that may be busy.
const timeout = 60_000;

describe('call, against the real serve', { timeout }, () => {
  test('prints what the service printed, and shows its interim results', async () => {
    await using dir = await echo();
    await using server = await serve(dir.path);
    const { exitCode, stdout, stderr } = await cli(['call', dir.path, '--url', server.url]);
    expect([exitCode, stdout]).toEqual([0, `${data}\n`]);
    expect(stderr).toContain('◆ interim result 1 {"i": 1.0}');

    const id = (await cli(['call', dir.path, '--url', server.url, '--detach'])).stdout.trim();
    expect(await cli(['call', 'result', id, '--wait', '--url', server.url])).toMatchObject({ stdout: `${data}\n` });
    expect((await cli(['call', 'interim', id, '--url', server.url])).stdout).toBe('[{"i": 1.0}]\n');
    const { stdout: job } = await cli(['call', 'status', id, '--url', server.url]);
    expect(JSON.parse(job)).toMatchObject({ id, status: 'SUCCEEDED' });
  });

  test('cancels a job that runs', async () => {
    await using dir = await echo({ 'service.mjs': 'setInterval(() => undefined, 1_000);\n' });
    await using server = await serve(dir.path);
    const id = (await cli(['call', dir.path, '--url', server.url, '--detach'])).stdout.trim();
    const { stdout } = await cli(['call', 'cancel', id, '--url', server.url]);
    expect(JSON.parse(stdout)).toMatchObject({ id, status: 'CANCELLED' });
    expect(await cli(['call', 'result', id, '--url', server.url])).toMatchObject({ exitCode: 130, stdout: '' });
  });

  test.each<[string, string, number]>([
    ['a service that fails', 'process.exitCode = 3;', 5],
    ['no result', '', 6],
    ['a result that is not JSON', 'console.log("PlanQK:Job:Result: NaN");', 6],
  ])('ends for %s as run does', async (_name, code, exitCode) => {
    await using dir = await echo({ 'service.mjs': code });
    await using server = await serve(dir.path);
    expect((await cli(['run', dir.path, '--engine', 'process'])).exitCode).toBe(exitCode);
    expect((await cli(['call', dir.path, '--url', server.url])).exitCode).toBe(exitCode);
  });

  test('ends for a job that is too slow for the server as run does', async () => {
    await using dir = await echo({ 'service.mjs': 'setInterval(() => undefined, 1_000);\n' });
    await using server = await serve(dir.path, ['--job-timeout', '300ms']);
    const { exitCode, stderr } = await cli(['call', dir.path, '--url', server.url]);
    expect(stderr).toContain('JOB_TIMED_OUT');
    expect(exitCode).toBe(7);
  });

  test('shows every violation of the specification', async () => {
    const spec = `openapi: 3.0.0
info: {title: x, version: "1"}
paths: {}
components:
  schemas:
    inputData:
      type: object
      required: [n]
      properties:
        n: {type: integer}
        m: {type: string}
`;
    await using dir = await echo({ 'openapi-spec.yml': spec });
    await using server = await serve(dir.path);
    const { exitCode, stderr } = await cli(['call', dir.path, '--url', server.url, '--data', '{"m": 1}']);
    expect(exitCode).toBe(3);
    expect(stderr).toMatch(/^ {2}- data: .*`n`.+$/m);
    expect(stderr).toMatch(/^ {2}- data\.m: .+$/m);
  });

  test('is let in with the token', async () => {
    await using dir = await echo();
    await using server = await serve(dir.path, ['--token', 's3cret']);
    const call = (env: Record<string, string>) => cli(['call', dir.path, '--url', server.url], { env });
    expect((await call({})).exitCode).toBe(8);
    expect((await call({ PLANQK_TOKEN: 'wrong' })).exitCode).toBe(8);
    expect(await call({ PLANQK_TOKEN: 's3cret' })).toMatchObject({ exitCode: 0, stdout: `${data}\n` });
  });
});

describe('call survives the scenario', () => {
  const ends: Readonly<Record<string, [number, string]>> = {
    failing: [5, 'SIMULATED_FAILURE'],
    'lost-answer': [8, 'It may be running.'],
  };

  test.concurrent.each(scenarioNames)('%s', { timeout: 2 * timeout }, async (scenario) => {
    await using dir = await echo();
    await using server = await serve(dir.path, ['--scenario', scenario]);
    const newToken = ['--token-command', `"${process.execPath}" -p "crypto.randomUUID()"`];
    const { exitCode, stdout, stderr } = await cli(['call', dir.path, '--url', server.url, ...newToken]);
    const [wanted, told] = ends[scenario] ?? [0, '✔ SUCCEEDED'];
    expect(stderr).toContain(told);
    expect([exitCode, stdout]).toEqual([wanted, wanted === 0 ? `${data}\n` : '']);
    expect(server.stderr).toContain(`! Scenario ${scenario}, seed 1. `);
    const { jobs } = (await (await fetch(`${server.url}/ui/api/jobs`)).json()) as { jobs: unknown[] };
    expect(jobs).toHaveLength(1);
  });
});

describe('serve --scenario', { timeout }, () => {
  test('takes a file, and the seed of the command line before its own', async () => {
    await using dir = await echo({ 'bad-day.json': '{"seed": 4, "requests": [{"on": ["health"], "fault": 500}]}' });
    const file = join(dir.path, 'bad-day.json');
    await using own = await serve(dir.path, ['--scenario', file]);
    expect(own.stderr).toContain(`Scenario ${file}, seed 4.`);
    expect((await fetch(own.url)).status).toBe(500);
    await own[Symbol.asyncDispose]();
    await using other = await serve(dir.path, ['--scenario', file, '--seed', '9']);
    expect(other.stderr).toContain(`Scenario ${file}, seed 9.`);
  });

  test.each<[string[], number, string]>([
    [['--scenario', 'evrything'], 2, 'Did you mean --scenario everything?'],
    [['--scenario', 'bad.json'], 3, 'requests.0.fault is missing'],
    [['--scenario', 'everything', '--seed', '-1'], 2, '--seed'],
    [['--seed', '1'], 2, '--scenario'],
  ])('%j ends with %i: %s', async (args, code, message) => {
    await using dir = await echo({ 'bad.json': '{"requests": [{}]}' });
    const argv = ['serve', '--engine', 'process', '--port', '0', ...args];
    const { exitCode, stdout, stderr } = await cli(argv, { cwd: dir.path });
    expect(stderr).toContain(message);
    expect([exitCode, stdout]).toEqual([code, '']);
  });
});

test('the guide lists every scenario with what it does', async () => {
  const guide = await readFile(new URL('../../../docs/guides/clients-that-survive.md', import.meta.url), 'utf8');
  const rows = [...guide.matchAll(/^\| `([\w-]+)` +\| (.+?) +\|$/gm)].map(([, name, text]) => [name, text]);
  expect(rows).toEqual(Object.entries(builtInScenarios).map(([name, { description }]) => [name, description]));
});
