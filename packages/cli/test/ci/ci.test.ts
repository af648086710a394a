import { spawnSync } from 'node:child_process';
import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { githubWorkflow } from '../../src/ci/github.ts';
import { gitlabPipeline } from '../../src/ci/gitlab.ts';
import { type CiSystem, steps } from '../../src/ci/workflow.ts';
import { cli, commandNames } from '../helpers/cli.ts';
import { tempDir } from '../helpers/temp-dir.ts';

const planqk = { 'planqk.json': '{"name": "x", "resources": {"cpu": 1, "memory": 1}, "runtime": "DOCKER"}' };

/** What a machine of the system would run, one shell command each. */
const commandsOf: Readonly<Record<CiSystem, (text: string) => string[]>> = {
  github: (text) =>
    parse(text).jobs.certify.steps.flatMap(({ run }: { run?: string }) => (run === undefined ? [] : [run])),
  gitlab: (text) => {
    const { before_script, script } = parse(text).certify;
    return [...before_script, ...script];
  },
};
const writers = { github: githubWorkflow, gitlab: gitlabPipeline } as const;
const files = { github: '.github/workflows/planqk-service.yml', gitlab: '.gitlab-ci.yml' } as const;

describe.each(['github', 'gitlab'] as const)('ci %s', (system) => {
  test('writes a file at the root of the repository, and says which', async () => {
    await using dir = await tempDir({ '.git/HEAD': '', 'services/a b/planqk.json': planqk['planqk.json'] });
    const { exitCode, stdout } = await cli(['ci', system, 'services/a b'], { cwd: dir.path });
    expect([exitCode, stdout]).toEqual([0, `+ ${files[system]}\n`]);
    const text = await readFile(join(dir.path, files[system]), 'utf8');
    const { version } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8'));
    expect(text).toBe(writers[system]({ version, path: 'services/a b' }));
  });

  test('writes into the project where there is no repository', async () => {
    await using dir = await tempDir(planqk);
    const { stdout } = await cli(['ci', system, dir.path, '--json']);
    expect(JSON.parse(stdout).data).toMatchObject({ system, isWritten: true, file: join(dir.path, files[system]) });
  });

  test('never replaces a file without --force', async () => {
    await using dir = await tempDir({ ...planqk, [files[system]]: 'mine' });
    const { exitCode, stderr } = await cli(['ci', system], { cwd: dir.path });
    expect([exitCode, stderr]).toEqual([3, expect.stringContaining(`The file ${files[system]} exists already.`)]);
    expect(await readFile(join(dir.path, files[system]), 'utf8')).toBe('mine');
    expect(await cli(['ci', system, '--force'], { cwd: dir.path })).toMatchObject({ exitCode: 0 });
    expect(parse(await readFile(join(dir.path, files[system]), 'utf8'))).toBeTypeOf('object');
  });

  test('writes nothing for a folder that is no project', async () => {
    await using dir = await tempDir({ 'notes.md': '' });
    const { exitCode, stderr } = await cli(['ci', system], { cwd: dir.path });
    expect([exitCode, stderr]).toEqual([3, expect.stringContaining('DOCKERFILE_MISSING')]);
    expect(await readdir(dir.path)).toEqual(['notes.md']);
  });

  test('prints the file with --dry-run, and writes nothing', async () => {
    await using dir = await tempDir(planqk);
    const { stdout } = await cli(['ci', system, '--dry-run'], { cwd: dir.path });
    expect(commandsOf[system](stdout)).toHaveLength(4);
    await expect(stat(join(dir.path, files[system]))).rejects.toThrow('ENOENT');
  });

  test('runs check, test and bundle, with flags that there are', async () => {
    const commands = commandsOf[system](writers[system]({ version: '1.2.3', path: '' }));
    expect(commands[0]).toBe('npm install --global planqk-service@1.2.3');
    expect(commands.slice(1).map((command) => command.split(' ')[1])).toEqual(Object.keys(steps));
    for (const command of commands.slice(1)) {
      const [, name = '', ...flags] = command.split(' ');
      expect(commandNames).toContain(name);
      const { stdout } = await cli([name, '--help']);
      for (const flag of flags.filter((word) => word.startsWith('--'))) expect(stdout).toMatch(`${flag.slice(2)}`);
    }
  });

  const paths = ['', 'a b', "it's", 'x"y', '$HOME`id`'].map((path) => [path] as const);
  test.skipIf(process.platform === 'win32').each(paths)(
    'ends with the first command that fails (project in "%s")',
    async (path) => {
      const commands = commandsOf[system](writers[system]({ version: '1.2.3', path }));
      for (const failing of ['none', 'check', 'test', 'bundle']) {
        await using dir = await tempDir({ 'bin/npm': '#!/bin/sh\n' });
        const shim = '#!/bin/sh\npwd >> "$LOG"; echo "$1" >> "$LOG.names"; [ "$1" != "$FAILING" ]\n';
        await writeFile(join(dir.path, 'bin/planqk-service'), shim);
        for (const name of ['npm', 'planqk-service']) await chmod(join(dir.path, 'bin', name), 0o755);
        const project = join(dir.path, 'repository', path);
        await mkdir(project, { recursive: true });
        const env = { PATH: `${join(dir.path, 'bin')}:/usr/bin:/bin`, LOG: join(dir.path, 'log'), FAILING: failing };
        // GitHub runs each command in a shell of its own, in the working directory; GitLab all in one, with errexit.
        const scripts = system === 'github' ? commands : [commands.join('\n')];
        const cwd = system === 'github' ? project : join(dir.path, 'repository');
        const ended = scripts.reduce<number | null>(
          (status, script) => (status === 0 ? spawnSync('sh', ['-e', '-c', script], { cwd, env }).status : status),
          0,
        );
        const names = Object.keys(steps);
        const expected = failing === 'none' ? names : names.slice(0, names.indexOf(failing) + 1);
        expect(ended === 0).toBe(failing === 'none');
        expect((await readFile(join(dir.path, 'log.names'), 'utf8')).trim().split('\n')).toEqual(expected);
        expect(new Set((await readFile(join(dir.path, 'log'), 'utf8')).trim().split('\n'))).toEqual(new Set([project]));
      }
    },
  );
});

test('the workflow for GitHub works in the folder of the project, and keeps report and zip whatever happens', () => {
  const { jobs, permissions } = parse(githubWorkflow({ version: '1.2.3', path: 'a: b' }));
  expect(permissions).toEqual({ contents: 'read' });
  expect(jobs.certify.defaults.run['working-directory']).toBe('a: b');
  const upload = jobs.certify.steps.at(-1);
  expect(upload).toMatchObject({ if: 'always()', with: { 'include-hidden-files': true } });
  expect(upload.with.path).toBe('a: b/.planqk-service/report.xml\na: b/.planqk-service/service.zip\n');
});

test('the pipeline for GitLab reports tests whatever happens', () => {
  const { certify } = parse(gitlabPipeline({ version: '1.2.3', path: '' }));
  expect(certify.artifacts).toEqual({
    when: 'always',
    paths: ['.planqk-service/service.zip'],
    reports: { junit: '.planqk-service/report.xml' },
  });
  expect(certify).not.toHaveProperty('allow_failure');
});

test('the workflow for GitHub has only keys that GitHub knows, and begins on its events, whatever the branch is called', () => {
  const workflow = parse(githubWorkflow({ version: '1.2.3', path: 'a' }));
  expect(Object.keys(workflow)).toEqual(['name', 'on', 'permissions', 'jobs']);
  expect(workflow.on).toEqual({ push: { branches: ['main', 'master'] }, pull_request: null });
  expect(Object.keys(workflow.jobs)).toEqual(['certify']);
  const { steps, ...job } = workflow.jobs.certify;
  expect(Object.keys(job).sort()).toEqual(['defaults', 'runs-on', 'timeout-minutes']);
  for (const step of steps) {
    expect(['uses', 'run']).toContain(Object.keys(step).find((key) => key === 'uses' || key === 'run'));
    expect(Object.keys(step).filter((key) => !['name', 'uses', 'run', 'with', 'if'].includes(key))).toEqual([]);
    if ('uses' in step) expect(step.uses).toMatch(/^actions\/[a-z-]+@v\d+$/);
  }
  expect(steps.map(({ if: condition }: { if?: string }) => condition).filter(Boolean)).toEqual(['always()']);
});

test('the pipeline for GitLab has only keys that GitLab knows, and pins its images', () => {
  const pipeline = parse(gitlabPipeline({ version: '1.2.3', path: 'a' }));
  expect(Object.keys(pipeline)).toEqual(['certify']);
  const known = ['image', 'services', 'variables', 'timeout', 'before_script', 'script', 'artifacts'];
  expect(Object.keys(pipeline.certify)).toEqual(known);
  for (const image of [pipeline.certify.image, ...pipeline.certify.services])
    expect(image).toMatch(/^[a-z]+:\d+(-[a-z]+)?$/);
  for (const value of Object.values(pipeline.certify.variables)) expect(value).toBeTypeOf('string');
});

test('ci knows no other system', async () => {
  await using dir = await tempDir(planqk);
  const { exitCode, stderr } = await cli(['ci', 'jenkins'], { cwd: dir.path });
  expect(exitCode).toBe(2);
  expect(stderr).toContain('github');
});
