import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadProject } from '../../src/project/index.ts';
import { tempProject } from './temp-project.ts';

const planqk = { name: 'ghz', runtime: 'DOCKER', resources: { cpu: 0.5, memory: 4 } };

async function load(files: Readonly<Record<string, unknown>>, platform?: NodeJS.Platform) {
  await using project = await tempProject(files);
  return await loadProject(project.dir, platform);
}

async function problems(files: Readonly<Record<string, unknown>>): Promise<readonly string[]> {
  const error = await load(files).then(
    () => undefined,
    (error) => error,
  );
  expect(error).toMatchObject({ code: 'CONFIG_INVALID', exitCode: 3 });
  return error.details.problems;
}

describe('a project', () => {
  test('is its name, its resources and the places of its files, all absolute', async () => {
    await using project = await tempProject({ 'planqk.json': planqk });
    expect(await loadProject(project.dir)).toEqual({
      dir: project.dir,
      name: 'ghz',
      dockerfile: join(project.dir, 'Dockerfile'),
      resources: { cpu: 0.5, memory: 4 },
      resourcesFrom: 'planqk.json',
      sampleInput: { data: join(project.dir, 'input', 'data.json'), params: join(project.dir, 'input', 'params.json') },
      warnings: [],
    });
  });

  test('may be named by a relative path', async () => {
    await using project = await tempProject({ 'planqk.json': planqk });
    expect(await loadProject(relative(process.cwd(), project.dir))).toMatchObject({ dir: project.dir });
  });

  test.each(['with blanks', 'käse-🧀-服务', "quote's", '-dash', '#1 100%'])(
    'may lie in a folder such as "%s"',
    async (name) => {
      await using project = await tempProject({ 'planqk-service.json': {} }, name);
      expect(await loadProject(project.dir)).toMatchObject({ dir: project.dir, name });
    },
  );

  test('that does not exist, or is a file, is named in the error', async () => {
    await using project = await tempProject({ file: '' });
    for (const path of [join(project.dir, 'nope'), join(project.dir, 'file')]) {
      await expect(loadProject(path)).rejects.toMatchObject({
        code: 'PROJECT_NOT_FOUND',
        message: `There is no folder ${path}.`,
      });
    }
  });
});

describe('planqk.json', () => {
  test('may be missing: the platform has defaults, and a warning says so', async () => {
    await using project = await tempProject({});
    expect(await loadProject(project.dir)).toMatchObject({
      name: basename(project.dir),
      resources: { cpu: 1, memory: 2 },
      resourcesFrom: "the platform's defaults",
      warnings: ["There is no planqk.json: using the platform's defaults (1 CPU, 2 GB)."],
    });
  });

  test('with an empty name leaves the name to the folder', async () => {
    expect(await load({ 'planqk.json': { ...planqk, name: '' } })).toMatchObject({ name: 'project' });
  });

  test('with zero resources gets the defaults, and a warning for each', async () => {
    expect(await load({ 'planqk.json': { ...planqk, resources: { cpu: 0, memory: 0 } } })).toMatchObject({
      resources: { cpu: 1, memory: 2 },
      warnings: [
        'planqk.json: resources.cpu is 0, which the platform turns into 1.',
        'planqk.json: resources.memory is 0, which the platform turns into 2 GB.',
      ],
    });
  });

  test('may ask for GPUs; none of them is no GPU', async () => {
    const withGpu = (count: number) => ({
      'planqk.json': { ...planqk, resources: { cpu: 1, memory: 1, gpu: { type: 'NVIDIA_TESLA_T4', count } } },
    });
    expect((await load(withGpu(2))).resources.gpu).toEqual({ type: 'NVIDIA_TESLA_T4', count: 2 });
    expect((await load(withGpu(0))).resources).not.toHaveProperty('gpu');
  });

  test('of another runtime is a warning', async () => {
    expect((await load({ 'planqk.json': { ...planqk, runtime: 'PYTHON' } })).warnings).toEqual([
      'planqk.json: runtime is PYTHON; a custom container needs DOCKER.',
    ]);
  });

  test('may have fields that we do not know: they are kept quiet about', async () => {
    const more = { ...planqk, serviceId: 'x', future: { a: 1 }, resources: { ...planqk.resources, qpu: 1 } };
    expect((await load({ 'planqk.json': more })).warnings).toEqual([]);
  });

  test('that is no JSON is an error with file, line and column', async () => {
    await using project = await tempProject({ 'planqk.json': '{\n  "name": "x",\n}' });
    await expect(loadProject(project.dir)).rejects.toMatchObject({
      code: 'INVALID_JSON',
      details: { source: join(project.dir, 'planqk.json'), place: { line: 2, column: 14 } },
    });
  });

  test('that is a folder cannot be read', async () => {
    await using project = await tempProject({});
    await mkdir(join(project.dir, 'planqk.json'));
    await expect(loadProject(project.dir)).rejects.toMatchObject({ details: { problems: ['it is a folder'] } });
  });

  test('tells all of its problems at once, each with its field', async () => {
    const wrong = { name: 7, runtime: 'docker', resources: { cpu: '1', gpu: { type: 'X', count: 1.5 } } };
    expect((await problems({ 'planqk.json': wrong })).toSorted()).toEqual([
      'name has to be a string',
      'resources.cpu has to be a number',
      'resources.gpu.count has to be an integer',
      expect.stringMatching(/^resources\.gpu\.type has to be one of NVIDIA_TESLA_T4, /),
      'resources.memory is missing',
      'runtime has to be one of DOCKER, PYTHON_TEMPLATE, PYTHON',
    ]);
  });

  test.each([
    [{ cpu: 21, memory: 1 }, 'resources.cpu has to be at most 20'],
    [{ cpu: 1, memory: -1 }, 'resources.memory has to be at least 0'],
    [{ cpu: 1, memory: 33 }, 'resources.memory has to be at most 32'],
    [[], 'resources has to be an object'],
  ])('with resources %j: %s', async (resources, problem) => {
    expect(await problems({ 'planqk.json': { ...planqk, resources } })).toContain(problem);
  });

  test('has to be an object', async () => {
    expect(await problems({ 'planqk.json': '[]' })).toEqual(['the file has to be an object']);
  });
});

describe('planqk-service.json', () => {
  const start = ['python3', '-m', 'app'];

  test('may say how to run the service as a process', async () => {
    const process = { requires: [{ command: ['go', 'version'], version: '>=1.22' }], build: [['go', 'build']], start };
    expect((await load({ 'planqk-service.json': { process } }, 'linux')).process).toEqual(process);
  });

  test('may say nothing about it', async () => {
    expect(await load({ 'planqk-service.json': { starter: { id: 'go' } } })).not.toHaveProperty('process');
  });

  test.each<[NodeJS.Platform, string]>([
    ['win32', 'py'],
    ['linux', 'python3'],
    ['darwin', 'python3'],
  ])('on %s starts %s', async (platform, program) => {
    const process = { start, build: [['make']], windows: { start: ['py', '-m', 'app'] } };
    const project = await load({ 'planqk-service.json': { process } }, platform);
    expect(project.process).toEqual({ start: [program, '-m', 'app'], build: [['make']] });
  });

  test.each([
    [{ process: {} }, ['process.start is missing']],
    [{ process: { start: [] } }, ['process.start is empty']],
    [{ process: { start: 'python3 -m app' } }, ['process.start has to be a list']],
    [{ process: { start, strat: [] } }, ['process.strat is no field that is known']],
    [{ process: { start, build: [['a', 1]] } }, ['process.build.0.1 has to be a string']],
    [{ process: { start, windows: { strat: start } } }, ['process.windows.strat is no field that is known']],
    [{ process: { start, requires: [{ version: '1' }] } }, ['process.requires.0.command is missing']],
  ])('%j: %j', async (config, expected) => {
    expect(await problems({ 'planqk-service.json': config })).toEqual(expected);
  });

  test('may say where generated types go', async () => {
    const types = { lang: 'python', output: 'service/models.py' };
    expect((await load({ 'planqk-service.json': { types } })).types).toEqual(types);
  });

  test('that is broken is an error even where planqk.json is right', async () => {
    await using project = await tempProject({ 'planqk.json': planqk });
    await writeFile(join(project.dir, 'planqk-service.json'), '{');
    await expect(loadProject(project.dir)).rejects.toMatchObject({ code: 'INVALID_JSON' });
  });
});
