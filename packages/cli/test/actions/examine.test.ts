import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Examination, examine } from '../../src/actions/examine.ts';
import { fakeEngine } from '../helpers/fake-engine.ts';
import { tempDir } from '../helpers/temp-dir.ts';
import { testWorld } from '../helpers/world.ts';

const planqk = JSON.stringify({ name: 'ghz', runtime: 'DOCKER', resources: { cpu: 1, memory: 1 } });
const nothing = 'unix:///nowhere/planqk-test.sock';

const about = ({ findings }: Examination, subject: string) => findings.find((finding) => finding.subject === subject);

describe('the engine', () => {
  test('that answers is described, and its platform is that of PlanQK', async () => {
    await using engine = await fakeEngine();
    await using dir = await tempDir({ 'planqk.json': planqk });
    const examination = await examine(dir.path, engine.address, testWorld());
    expect(examination).toMatchObject({ engine: { version: '28.2.0', platform: 'linux/amd64' }, problem: undefined });
    expect(about(examination, 'engine')).toMatchObject({
      level: 'ok',
      detail: expect.stringContaining('API 1.50, 4 CPUs'),
    });
    expect(about(examination, 'platform')).toMatchObject({ level: 'ok' });
    expect(about(examination, 'project')).toEqual({
      level: 'ok',
      subject: 'project',
      detail: `ghz in ${dir.path}`,
      remedy: '',
    });
  });

  test('of another processor is a warning, because everything is emulated', async () => {
    await using engine = await fakeEngine({ arch: 'arm64' });
    await using dir = await tempDir({ 'planqk.json': planqk });
    const examination = await examine(dir.path, engine.address, testWorld());
    expect(about(examination, 'platform')).toMatchObject({
      level: 'warning',
      remedy: expect.stringContaining('--native'),
    });
    expect(examination.problem).toBeUndefined();
  });

  test('whose disk we cannot see is not judged by ours', async () => {
    await using remote = await fakeEngine({ dataRoot: '/nowhere/data/root' });
    await using local = await fakeEngine({ dataRoot: process.cwd() });
    expect(about(await examine('.', remote.address, testWorld()), 'disk')).toBeUndefined();
    expect(about(await examine('.', local.address, testWorld()), 'disk')?.detail).toMatch(/^[\d.]+ GB free at /);
  });

  test('that does not answer is the problem, with every place that was tried', async () => {
    await using dir = await tempDir({ 'planqk.json': planqk });
    const examination = await examine(dir.path, nothing, testWorld());
    expect(examination).toMatchObject({
      engine: undefined,
      problem: { code: 'NO_ENGINE', exitCode: 9, details: { tried: [{ source: '--docker-host', address: nothing }] } },
    });
    expect(about(examination, 'engine')).toMatchObject({
      level: 'error',
      remedy: expect.stringContaining('--engine process'),
    });
    expect(about(examination, `engine at ${nothing}`)).toMatchObject({ level: 'warning' });
  });

  test('is looked for in the environment that was handed in', async () => {
    const { candidates } = await examine('.', undefined, testWorld({ env: { DOCKER_HOST: nothing } }));
    expect(candidates).toMatchObject([{ source: 'DOCKER_HOST', address: nothing }]);
  });
});

describe('the project', () => {
  test('that is broken is the problem when there is an engine', async () => {
    await using engine = await fakeEngine();
    await using dir = await tempDir({ 'planqk.json': '{' });
    const { problem, findings } = await examine(dir.path, engine.address, testWorld());
    expect(problem).toMatchObject({ code: 'INVALID_JSON', exitCode: 3 });
    expect(findings.at(-1)).toMatchObject({ level: 'error', subject: 'project', remedy: problem?.hint });
  });

  test('without planqk.json is only worth a warning', async () => {
    await using dir = await tempDir();
    const { findings } = await examine(dir.path, nothing, testWorld());
    expect(findings.at(-1)).toMatchObject({ level: 'warning', detail: expect.stringContaining('no planqk.json') });
  });

  test('has tools that are there, and tools that only a plain process would miss', async () => {
    const requires = [
      { command: [process.execPath, '--version'], version: '>=20' },
      { command: ['planqk-no-such-tool', '--version'], install: 'https://example.com' },
    ];
    await using dir = await tempDir({
      'planqk.json': planqk,
      'planqk-service.json': JSON.stringify({ process: { start: ['x'], requires } }),
    });
    const { findings } = await examine(dir.path, nothing, testWorld());
    expect(findings.slice(-2)).toMatchObject([
      { level: 'ok', subject: `tool ${process.execPath}`, detail: `version ${process.version.slice(1)}` },
      { level: 'warning', subject: 'tool planqk-no-such-tool', remedy: expect.stringContaining('https://example.com') },
    ]);
  });

  test('in a folder that does not exist is named', async () => {
    await using dir = await tempDir();
    const { findings } = await examine(join(dir.path, 'nope'), nothing, testWorld());
    expect(findings.at(-1)?.detail).toContain('There is no folder');
  });
});
