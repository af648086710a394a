import { describe, test } from 'vitest';
import { whyMissing } from '../src/cells.ts';
import { clientOf, runRaw } from '../src/containers.ts';
import { type ContainerEngine, starters } from '../src/shared.ts';
import { hostOf, suite } from '../src/suite.ts';

interface RawCase {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  /** Of the error that the service prints as its result. */
  readonly detail: RegExp;
}

const data = '{"qubits":3}';
const cases: readonly RawCase[] = [
  { name: 'a malformed data.json', files: { 'data.json': '{"qubits": ', 'params.json': '{}' }, detail: /data\.json/ },
  { name: 'an empty data.json', files: { 'data.json': '', 'params.json': '{}' }, detail: /data\.json/ },
  { name: 'a data.json that is no object', files: { 'data.json': '[3]', 'params.json': '{}' }, detail: /data\.json/ },
  { name: 'no params.json', files: { 'data.json': data }, detail: /params\.json/ },
  { name: 'a malformed params.json', files: { 'data.json': data, 'params.json': '{]' }, detail: /params\.json/ },
  { name: 'an empty input folder', files: {}, detail: /data\.json/ },
];

describe('an image of a starter, run by an engine alone,', () => {
  for (const engine of ['docker', 'podman'] satisfies ContainerEngine[]) {
    for (const starter of starters) {
      test
        .skipIf(whyMissing(starter, engine))
        .concurrent(`never answers from a sample: ${starter} on ${engine}`, async ({ expect }) => {
          const client = clientOf(hostOf(engine) ?? '');
          const image = `planqk-service/e2e-${suite.id}-${starter}:local`;
          for (const { name, files, detail } of cases) {
            const { exitCode, stdout } = await runRaw(client, image, files);
            expect(exitCode, name).toBe(1);
            expect(stdout, name).toMatch(/^PlanQK:Job:Result: \{.*\}\n$/);
            const said = JSON.parse(stdout.slice(stdout.indexOf('{'))) as { code: string; detail: string };
            expect(said, name).toEqual({ code: 'INVALID_INPUT', detail: expect.stringMatching(detail) });
          }
        });
    }
  }

  test.skipIf(whyMissing('python', 'docker')).concurrent('answers good input', async ({ expect }) => {
    const files = { 'data.json': '{"qubits":1}', 'params.json': '{"shots":1,"seed":1}' };
    const image = `planqk-service/e2e-${suite.id}-python:local`;
    const { exitCode, stdout } = await runRaw(clientOf(hostOf('docker') ?? ''), image, files);
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: expect.stringContaining('"seed":1,"shots":1}') });
  });
});
