import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { flags } from '../src/flags.ts';
import { readJson, root, run, sizes, temporaryFolder, writeTree } from './helpers.ts';

const plain = ['--starter', 'python', '--yes', '--no-git'];

describe('creating a service', () => {
  test.each(['python', 'go', 'rust'])(
    'works offline from the starter %s and ends with the next three commands',
    async (starter) => {
      const cwd = temporaryFolder();
      const { code, stdout, stderr } = await run(['my-service', '--starter', starter, '--yes', '--no-git'], { cwd });
      expect(code).toBe(0);
      expect(stderr).toBe('');
      expect(stdout.trimEnd().split('\n').slice(-4)).toEqual([
        'Next:',
        '  cd my-service',
        '  npx planqk-service run',
        '  npx planqk-service doctor',
      ]);
      expect(readdirSync(cwd)).toEqual(['my-service']);
      expect(readJson(cwd, 'my-service/planqk.json')).toMatchObject({
        name: 'my-service',
        resources: { cpu: 1, memory: 2 },
        runtime: 'DOCKER',
      });
      expect(readJson(cwd, 'my-service/planqk-service.json')).toMatchObject({
        starter: { id: starter },
        process: { start: expect.any(Array) },
        types: { lang: starter, output: expect.any(String) },
      });
      expect(sizes(join(cwd, 'my-service'))).toMatchObject({
        Dockerfile: expect.any(Number),
        '.dockerignore': expect.any(Number),
      });
    },
  );

  test('takes every answer from flags', async () => {
    const cwd = temporaryFolder();
    const answers = [
      '--name',
      'ghz',
      '--description',
      'Says "hi": \\ {{x}}',
      '--cpu',
      '0.5',
      '--memory',
      '32',
      '--gpu',
      'T4:2',
    ];
    const { code } = await run(['somewhere', ...plain, ...answers], { cwd });
    expect(code).toBe(0);
    expect(readJson(cwd, 'somewhere/planqk.json')).toMatchObject({
      name: 'ghz',
      description: 'Says "hi": \\ {{x}}',
      resources: { cpu: 0.5, memory: 32, gpu: { type: 'NVIDIA_TESLA_T4', count: 2 } },
    });
  });

  test('names the service after its folder, and the folder after the service', async () => {
    const cwd = temporaryFolder();
    await run(['Mein Dienst', ...plain], { cwd });
    expect(readJson(cwd, 'Mein Dienst/planqk.json')).toMatchObject({ name: 'mein-dienst' });
    const { stdout } = await run(['--name', 'ghz', ...plain], { cwd });
    expect(readJson(cwd, 'ghz/planqk.json')).toMatchObject({ name: 'ghz' });
    expect(stdout).toContain('cd ghz\n');
  });

  test('quotes a folder with blanks in the next commands', async () => {
    const { stdout } = await run(['a b/ü', ...plain]);
    expect(stdout).toMatch(/cd "a b[/\\]ü"\n/);
  });

  test('fills the current folder when it is empty', async () => {
    const cwd = join(temporaryFolder(), 'here');
    mkdirSync(cwd);
    const { code, stdout } = await run(['.', ...plain], { cwd });
    expect(code).toBe(0);
    expect(stdout).not.toContain('cd ');
    expect(readJson(cwd, 'planqk.json')).toMatchObject({ name: 'here' });
  });

  test('says which starter --yes took', async () => {
    const { code, stderr } = await run(['x', '--yes', '--dry-run']);
    expect([code, stderr]).toEqual([0, 'No --starter was given: taking python.\n']);
  });

  test('needs no --yes when the folder and the starter are given', async () => {
    expect((await run(['x', '--starter', 'go', '--no-git'])).code).toBe(0);
  });

  test("uses a starter from the user's own folder", async () => {
    const cwd = temporaryFolder();
    const starter = {
      apiVersion: 'planqk-service/starter/v1',
      id: 'julia',
      title: 'J',
      language: 'Julia',
      description: 'd',
      process: { start: ['julia'] },
    };
    writeTree(cwd, { 'my starter/starter.json': JSON.stringify(starter), 'my starter/template/a.txt.hbs': '{{name}}' });
    expect((await run(['out', '--starter', './my starter', '--no-git'], { cwd })).code).toBe(0);
    expect(readFileSync(join(cwd, 'out/a.txt'), 'utf8')).toBe('out');
    expect(readJson(cwd, 'out/planqk-service.json')).toMatchObject({
      $schema: './.schemas/planqk-service.schema.json',
      starter: { id: 'julia', answers: { name: 'out', cpu: 1 }, digest: expect.stringMatching(/^[0-9a-f]{64}$/) },
      process: { start: ['julia'] },
    });
  });
});

describe('a dry run', () => {
  test('writes nothing, and lists with sizes exactly what is written afterwards', async () => {
    const cwd = temporaryFolder();
    const dry = await run(['x', ...plain, '--dry-run', '--json'], { cwd });
    expect(readdirSync(cwd)).toEqual([]);
    const { files, dryRun } = JSON.parse(dry.stdout).data;
    expect(dryRun).toBe(true);
    await run(['x', ...plain], { cwd });
    expect(sizes(join(cwd, 'x'))).toEqual(
      Object.fromEntries(files.map(({ path, bytes }: { path: string; bytes: number }) => [path, bytes])),
    );
  });

  test('draws a tree for people', async () => {
    const { stdout } = await run(['x', ...plain, '--dry-run']);
    expect(stdout).toMatch(/^Would write \d+ files, [\d.]+ kB, into /);
    expect(stdout).toMatch(/├─ Dockerfile \(\d+ B\)\n/);
    expect(stdout).toMatch(/├─ input\/\n│ {2}├─ data\.json \(\d+ B\)\n│ {2}└─ params\.json/);
  });

  test('with force shows which files would be replaced', async () => {
    const cwd = temporaryFolder();
    writeTree(cwd, { 'x/Dockerfile': 'mine' });
    const { stdout } = await run(['x', ...plain, '--dry-run', '--force'], { cwd });
    expect(stdout).toMatch(/Dockerfile \(.*, replaces yours\)/);
    expect(readFileSync(join(cwd, 'x/Dockerfile'), 'utf8')).toBe('mine');
  });
});

test('--json answers with one envelope', async () => {
  const cwd = temporaryFolder();
  const { stdout } = await run(['x', ...plain, '--json'], { cwd });
  expect(JSON.parse(stdout)).toMatchObject({
    apiVersion: 'planqk-service/v1',
    ok: true,
    data: {
      name: 'x',
      dryRun: false,
      starter: { id: 'python', package: '@planqk-service/starter-python' },
      git: { state: 'none', reason: 'unwanted' },
      next: ['cd x', 'npx planqk-service run', 'npx planqk-service doctor'],
    },
  });
});

test('--force replaces files of the same name and keeps the others', async () => {
  const cwd = temporaryFolder();
  writeTree(cwd, { 'x/Dockerfile': 'mine', 'x/notes.txt': 'mine' });
  const { code, stdout } = await run(['x', '--starter', 'python', '--yes', '--force'], { cwd });
  expect(code).toBe(0);
  expect(stdout).toContain('the folder has files of yours');
  expect(readFileSync(join(cwd, 'x/notes.txt'), 'utf8')).toBe('mine');
  expect(readFileSync(join(cwd, 'x/Dockerfile'), 'utf8')).toContain('FROM');
});

describe('help and version', () => {
  test('need nothing else to be right', async () => {
    const { version } = readJson(root, 'package.json') as { version: string };
    expect(await run(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
    expect((await run(['x', '-h', '--yes'])).code).toBe(0);
  });

  test('name every flag and every built-in starter, as the README does', async () => {
    const { stdout } = await run(['--help']);
    const readme = readFileSync(join(root, 'README.md'), 'utf8');
    for (const { name, valueName = '', summary } of flags) {
      expect(stdout).toContain(`--${name} ${valueName}`.trimEnd());
      expect(stdout).toContain(summary);
      expect(readme).toContain(`--${name} ${valueName.replace('|', '\\|')}`.trimEnd());
    }
    for (const id of ['go', 'python', 'rust']) expect(stdout).toMatch(new RegExp(`^ {2}${id} `, 'm'));
  });

  test('are all that the README documents', () => {
    const readme = readFileSync(join(root, 'README.md'), 'utf8');
    const documented = new Set([...readme.matchAll(/^\| `(?:-\w, )?--([a-z-]+)/gm)].map((match) => match[1]));
    expect(documented).toEqual(new Set(flags.map(({ name }) => name)));
  });
});

test('output for a pipe has no colours unless they are asked for', async () => {
  expect((await run(['x', ...plain])).stdout).not.toContain('\u001b');
  expect((await run(['x', '--what'])).stderr).not.toContain('\u001b');
});
