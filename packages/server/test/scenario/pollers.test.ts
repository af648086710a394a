import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRunner } from '@planqk-service/runner';
import { MemoryEngine } from '@planqk-service/runner/testing';
import { describe, expect, test } from 'vitest';
import { builtInScenarios, createServer, faultLab } from '../../src/index.ts';

const pollers = fileURLToPath(new URL('../../../../examples/pollers', import.meta.url));
const commands: Readonly<Record<string, readonly string[]>> = {
  Python: ['python3', join(pollers, 'poll.py')],
  TypeScript: [process.execPath, join(pollers, 'poll.ts')],
  curl: ['sh', join(pollers, 'poll.sh')],
};
const result = '{"n": 9007199254740993, "n": 1.0, "e": 1e400}';

/** How a poller has to come out of a scenario; all others end with 0 and the result. */
const otherEnds: Readonly<Record<string, { exitCode: number; stderr: RegExp }>> = {
  failing: { exitCode: 1, stderr: /The service says: .*SIMULATED_FAILURE/ },
  'lost-answer': { exitCode: 2, stderr: /The job may be running/ },
};

/** Runs a poller against a server in a scenario. */
async function survive(command: readonly string[], scenario: string) {
  const dir = await mkdtemp(join(tmpdir(), 'planqk-server-test-'));
  await writeFile(join(dir, 'Dockerfile'), 'FROM scratch\n');
  const engine = new MemoryEngine({ service: ({ stdout }) => stdout(`PlanQK:Job:Result: ${result}\n`) });
  await using runner = await createRunner({ engine });
  const faults: string[] = [];
  const lab = faultLab(builtInScenarios[scenario] ?? {}, { onFault: (text) => faults.push(text) });
  await using server = await createServer({ project: dir, runner, temporary: true, scenario: lab });
  const [file = '', ...args] = [...command, server.url, '{"data": {"n": 9007199254740993}}'];
  // Nanoseconds would do for a token in a scenario, but not every `date` knows them.
  const tokenCommand = `"${process.execPath}" -p "crypto.randomUUID()"`;
  const env = { ...process.env, TOKEN_COMMAND: tokenCommand };
  const ended = await new Promise<{ exitCode: unknown; stdout: string; stderr: string }>((resolve) => {
    execFile(file, args, { env }, (error, stdout, stderr) => resolve({ exitCode: error?.code ?? 0, stdout, stderr }));
  });
  await rm(dir, { recursive: true, force: true });
  return { ...ended, faults, runs: engine.runs.length };
}

describe.each(Object.entries(commands))('the poller in %s', (_language, command) => {
  test.concurrent.each(Object.keys(builtInScenarios))('survives %s', { timeout: 90_000 }, async (scenario) => {
    const { exitCode, stdout, stderr, faults, runs } = await survive(command, scenario);
    const { exitCode: wanted, stderr: told } = otherEnds[scenario] ?? {
      exitCode: 0,
      stderr: /^job .*\n(?:\w+\n)*SUCCEEDED\n$/,
    };
    expect(stderr).toMatch(told);
    expect([exitCode, stdout]).toEqual([wanted, wanted === 0 ? result : '']);
    // Nothing ran twice, and what was planned has happened.
    expect(runs).toBe(1);
    const { requests, token } = builtInScenarios[scenario] ?? {};
    expect(faults.length > 0).toBe(requests !== undefined || token !== undefined);
  });

  test('says that nobody listens', async () => {
    const [file = '', ...args] = [...command, 'http://127.0.0.1:2', '{}'];
    const ended = await new Promise<[unknown, string]>((resolve) => {
      execFile(file, args, (error, _stdout, stderr) => resolve([error?.code, stderr]));
    });
    expect(ended).toEqual([3, 'Nobody listens at http://127.0.0.1:2.\n']);
  });
});
