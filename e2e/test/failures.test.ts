import { beforeAll, describe, expect, test } from 'vitest';
import type { Ended } from '../src/command.ts';
import { failures } from '../src/failures.ts';
import { makeProbe } from '../src/projects.ts';
import { service } from '../src/service.ts';
import type { ContainerEngine } from '../src/shared.ts';
import { hostOf } from '../src/suite.ts';

interface Envelope {
  readonly apiVersion: string;
  readonly ok: boolean;
  readonly error?: { readonly code: string; readonly message: string; readonly hint: string };
  readonly data?: { readonly outcome?: { readonly status: string; readonly violations: { readonly code: string }[] } };
}

/** The one JSON object on stdout. */
function envelope({ stdout }: Ended): Envelope {
  return JSON.parse(stdout) as Envelope;
}

for (const engine of ['docker', 'podman'] satisfies ContainerEngine[]) {
  const env = { DOCKER_HOST: hostOf(engine) };

  describe.skipIf(env.DOCKER_HOST === undefined)(`planqk-service run on ${engine}`, () => {
    let probe: string;
    beforeAll(async () => {
      probe = await makeProbe(`failures-${engine}`);
      expect(await service(['build', probe], { env })).toMatchObject({ exitCode: 0 });
    });

    for (const [index, { name, project, args = [], data = {}, ...given }] of failures.entries()) {
      test.concurrent(`tells of ${name}`, async ({ expect }) => {
        const expected = { ...given, ...(engine === 'podman' && given.onPodman) };
        const dir = project === undefined ? probe : await makeProbe(`failure-${engine}-${index}`, project);
        const command = ['run', dir, '--data', JSON.stringify(data), ...args];

        const text = await service(command, { env });
        expect(text, text.stderr).toMatchObject({ exitCode: expected.exitCode, stdout: '' });
        const [, message, hint] = /^Error: ([\s\S]*)\nTry: (.*)\n$/m.exec(text.stderr) ?? [];
        expect(message, text.stderr).toMatch(expected.message);
        expect(hint).toMatch(expected.hint ?? /./);
        expect(hint).toContain(`(${expected.code}, docs/errors.md#${expected.code.toLowerCase()})`);
        expect(text.stderr).toMatch(expected.notes ?? /./);

        const json = await service([...command, '--json'], { env });
        expect(json.exitCode).toBe(expected.exitCode);
        const told = { code: expected.code, message: expect.stringMatching(expected.message) };
        expect(envelope(json)).toMatchObject({ ok: false, error: told });
      });
    }

    test.concurrent('takes the first of two results and says so', async ({ expect }) => {
      const data = JSON.stringify({ print: 'PlanQK:Job:Result: 1\nPlanQK:Job:Result: 2\n' });
      const text = await service(['run', probe, '--data', data], { env });
      expect(text).toMatchObject({ exitCode: 0, stdout: '1\n' });
      expect(text.stderr).toMatch(/Only the first result counts/);
      const json = await service(['run', probe, '--data', data, '--json'], { env });
      const { outcome } = envelope(json).data ?? {};
      expect(outcome).toMatchObject({ result: 1, violations: [{ code: 'DUPLICATE_RESULT' }] });
    });

    test.concurrent('takes a result that has neither newline nor flush behind it', async ({ expect }) => {
      const data = JSON.stringify({ print: 'PlanQK:Job:MultilineResult\n{\n "a": 1\n}\nPlanQK:Job:MultilineResult' });
      expect(await service(['run', probe, '--data', data], { env })).toMatchObject({
        exitCode: 0,
        stdout: '{\n "a": 1\n}\n',
      });
    });
  });
}

describe('planqk-service run', () => {
  let probe: string;
  beforeAll(async () => {
    probe = await makeProbe('nowhere');
  });

  const nowhere = { DOCKER_HOST: 'unix:///no/such/engine.sock' };

  test('tells that there is no engine, and where it has looked', async () => {
    const text = await service(['run', probe], { env: nowhere });
    expect(text).toMatchObject({ exitCode: 9, stdout: '' });
    expect(text.stderr).toMatch(/^Error: No container engine answered/);
    for (const told of ['DOCKER_HOST', nowhere.DOCKER_HOST, 'there is no such socket', '(NO_ENGINE, ']) {
      expect(text.stderr).toContain(told);
    }
    const json = await service(['run', probe, '--json'], { env: nowhere });
    expect(json.exitCode).toBe(9);
    expect(envelope(json)).toMatchObject({ ok: false, error: { code: 'NO_ENGINE' } });
  });

  test('refuses malformed input before it looks for an engine', async () => {
    const json = await service(['run', probe, '--data', '{"a": }', '--json'], { env: nowhere });
    expect(json.exitCode).toBe(3);
    expect(envelope(json)).toMatchObject({ ok: false, error: { code: 'INVALID_JSON' } });
  });

  test('ends doctor with the same exit code when there is no engine', async () => {
    const json = await service(['doctor', probe, '--json'], { env: nowhere });
    expect(json.exitCode).toBe(9);
    expect(json.stderr).toBe('');
  });
});
