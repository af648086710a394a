import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { listBuiltInStarters } from '../src/index.ts';
import { type ServicePort, type ServiceReport, verifyStarter } from '../src/testing/index.ts';
import { starterFolder, temporaryFolder, writeTree } from './helpers.ts';

const planqk = `{
  "name": {{json name}},
  "description": {{json description}},
  "resources": { "cpu": {{cpu}}, "memory": {{memory}}{{#if gpu}},
    "gpu": { "type": {{json gpu.type}}, "count": {{gpu.count}} }{{/if}} },
  "runtime": "DOCKER"
}`;
const template = {
  'planqk.json.hbs': planqk,
  'input/data.json': '{}',
  'input/params.json': '{}',
  _dockerignore: 'input',
};

async function verify(dir: string, report?: ServiceReport): Promise<Record<string, readonly string[] | string>> {
  const asked: string[] = [];
  const answer = report ?? { problems: [] };
  const ask = async (project: string) => {
    asked.push(project);
    return answer;
  };
  const service: ServicePort | undefined = report && { asContainer: ask, asProcess: ask };
  const { checks } = await verifyStarter(dir, { workDir: temporaryFolder(), service });
  return Object.fromEntries(checks.map(({ id, skipped, problems }) => [id, skipped ?? problems]));
}

describe('the conformance suite', () => {
  test.each(listBuiltInStarters().map(({ manifest, dir }) => [manifest.id, dir]))('is passed by %s', async (_, dir) => {
    const outcome = await verify(dir, { problems: [] });
    expect(Object.keys(outcome)).toEqual(['starter', 'package', 'project', 'sample', 'check', 'container', 'process']);
    expect(Object.values(outcome).flat()).toEqual([]);
  });

  test('builds and runs only when it is given something to do that with', async () => {
    const dir = starterFolder(template);
    expect(await verify(dir)).toMatchObject({ container: expect.any(String), process: expect.any(String) });
    const told = await verify(dir, { problems: ['it hangs'] });
    expect(told).toMatchObject({ container: ['it hangs'], process: ['it hangs'] });
    expect(await verify(dir, { skipped: 'no julia' })).toMatchObject({ process: 'no julia' });
  });

  test('asks a starter that cannot be loaded no further', async () => {
    expect(await verify(temporaryFolder())).toEqual({ starter: [expect.stringContaining('starter.json')] });
    expect(await verify(starterFolder({ 'a.hbs': '{{nope}}' }))).toEqual({
      starter: [expect.stringContaining('nope')],
    });
  });

  test('says of a starter for other tools what to upgrade', async () => {
    const dir = temporaryFolder();
    writeTree(dir, { 'starter.json': '{"apiVersion": "planqk-service/starter/v9"}', 'template/a': '1' });
    expect(await verify(dir)).toEqual({ starter: [expect.stringMatching(/starter\/v9.*Upgrade these tools/)] });
  });

  test('renders with odd answers: a description with quotes breaks what does not write it as JSON', async () => {
    const naive = planqk.replace('{{json description}}', '"{{description}}"');
    const { project } = await verify(starterFolder({ ...template, 'planqk.json.hbs': naive }));
    expect(project).toEqual([expect.stringContaining('planqk.json is not JSON')]);
  });

  test('finds resources that are not those that were asked for', async () => {
    const fixed = planqk.replace('{{cpu}}', '1');
    const { project } = await verify(starterFolder({ ...template, 'planqk.json.hbs': fixed }));
    expect(project).toContain('planqk.json has 1 for cpu, but the answer was 20.');
  });

  test('misses the sample input and .dockerignore', async () => {
    const { sample } = await verify(starterFolder({ 'planqk.json.hbs': planqk }));
    expect(sample).toHaveLength(3);
  });

  test('finds what "planqk-service check" finds', async () => {
    const { check } = await verify(starterFolder(template));
    expect(check).toEqual(expect.arrayContaining([expect.stringContaining('dockerfile-missing')]));
  });

  test('finds a package that leaves files out, or runs something where it is installed', async () => {
    const dir = starterFolder({ ...template, '.gitignore': 'out' });
    const scripts = { postinstall: 'evil' };
    writeTree(dir, { 'package.json': JSON.stringify({ name: 'x', files: ['starter.json'], scripts }) });
    expect((await verify(dir))['package']).toEqual([
      expect.stringContaining('template/.gitignore'),
      expect.stringContaining('a name and a version'),
      expect.stringContaining('leaves template out'),
      expect.stringContaining('"postinstall"'),
    ]);
  });

  test.each(['{', 'null', '[]'])('finds a package.json that holds %s', async (content) => {
    const dir = starterFolder(template);
    writeTree(dir, { 'package.json': content });
    expect((await verify(dir))['package']).toEqual([expect.stringContaining('package.json')]);
  });

  test.each([['starter.json', 'template/**'], ['*.json', 'template/**/*'], ['.']])(
    'takes patterns in the files of a package.json: %s',
    async (...files) => {
      const dir = starterFolder(template);
      writeTree(dir, { 'package.json': JSON.stringify({ name: 'x', version: '1.0.0', files }) });
      expect((await verify(dir))['package']).toEqual([]);
    },
  );

  test.each(['[]', 'null', '{"name": {{json name}}, "resources": []}'])(
    'tells of a planqk.json that is none, and goes on: %s',
    async (content) => {
      const outcome = await verify(starterFolder({ ...template, 'planqk.json.hbs': content }));
      expect(outcome['project']?.[0]).toMatch(/^planqk.json/);
      expect(outcome).toHaveProperty('sample');
    },
  );

  test('tells each check as it ends', async () => {
    const told: string[] = [];
    const workDir = join(temporaryFolder(), 'work');
    mkdirSync(workDir);
    await verifyStarter(starterFolder(template), { workDir, onCheck: ({ id }) => void told.push(id) });
    expect(told[0]).toBe('starter');
    expect(told).toHaveLength(7);
  });
});
