import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { loadProject } from '../../src/project/index.ts';
import { tempProject } from './temp-project.ts';

const resources = { cpu: 1, memory: 2 };
const gpu = (type: string, count: unknown) => ({
  name: 'x',
  runtime: 'DOCKER',
  resources: { ...resources, gpu: { type, count } },
});
const start = ['a'];

/** For each published schema what it has to accept and to refuse. */
const examples: Readonly<Record<string, { readonly right: readonly unknown[]; readonly wrong: readonly unknown[] }>> = {
  'planqk.json': {
    right: [
      { name: 'x', runtime: 'DOCKER', resources },
      { name: '', runtime: 'PYTHON', resources: { cpu: 0, memory: 0 } },
      { $schema: 'x', name: 'x', runtime: 'DOCKER', resources: { cpu: 0.5, memory: 32 }, description: 'd', more: [] },
      gpu('NVIDIA_TESLA_V100', 0),
    ],
    wrong: [
      null,
      [],
      {},
      { name: 'x', runtime: 'DOCKER' },
      { name: 'x', runtime: 'docker', resources },
      { name: null, runtime: 'DOCKER', resources },
      { name: 'x', runtime: 'DOCKER', resources: { cpu: 1 } },
      { name: 'x', runtime: 'DOCKER', resources: { cpu: '1', memory: 2 } },
      { name: 'x', runtime: 'DOCKER', resources: { cpu: 20.5, memory: 2 } },
      { name: 'x', runtime: 'DOCKER', resources, description: 1 },
      gpu('NVIDIA_TESLA_V100', 1.5),
      gpu('GTX', 1),
    ],
  },
  'planqk-service.json': {
    right: [
      {},
      { more: 1 },
      { starter: { id: 'go' } },
      { process: { start } },
      { process: { start, windows: {} } },
      { types: { lang: 'go', output: 'internal/models/.a b.go' } },
      { test: { skip: [{ probe: 'no-network', reason: 'calls a backend' }] } },
    ],
    wrong: [
      'x',
      { process: {} },
      { process: { start: [] } },
      { process: { start, more: 1 } },
      { starter: { id: 1 } },
      { test: { skip: ['no-network'] } },
      { test: { skip: [{ probe: 'no-network' }] } },
      { test: { skip: [{ probe: 'no-network', reason: ' ' }] } },
      { test: { only: [] } },
      { types: { lang: 'julia', output: 'a.jl' } },
      { types: { lang: 'go' } },
      ...['', '/a.go', '../a.go', 'a/../../b.go', 'a/', 'C:/a.go', 'a\\b.go'].map((output) => ({
        types: { lang: 'go', output },
      })),
      { process: { start, test: [[]] } },
    ],
  },
};

describe.each(Object.keys(examples))('the published schema of %s', (file) => {
  const { right, wrong } = examples[file] ?? { right: [], wrong: [] };
  const name = file.replace('.json', '.schema.json');
  const schema = JSON.parse(readFileSync(new URL(`../../schemas/${name}`, import.meta.url), 'utf8'));
  const accepts = new Ajv({ strict: true }).compile(schema);

  test.each([...right, ...wrong].map((value) => [value]))('and loadProject agree on %j', async (value) => {
    await using project = await tempProject({ [file]: JSON.stringify(value) });
    const loaded = await loadProject(project.dir).then(
      () => true,
      ({ code }) => code !== 'CONFIG_INVALID',
    );
    expect([accepts(value), loaded]).toEqual([right.includes(value), right.includes(value)]);
  });

  test('lets a file name its schema', () => {
    expect(schema.properties).toHaveProperty('$schema');
  });
});
