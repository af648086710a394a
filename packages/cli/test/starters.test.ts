import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createTar, type Entry } from './helpers/archive.ts';
import { cli } from './helpers/cli.ts';
import { tempDir } from './helpers/temp-dir.ts';

const manifest = {
  apiVersion: 'planqk-service/starter/v1',
  id: 'toy',
  title: 'Toy',
  language: 'Toy',
  description: 'A toy',
  variables: [{ name: 'colour', prompt: 'Which colour', default: 'red' }],
  process: { start: ['toy'] },
};
const entries: readonly Entry[] = [
  { path: 'package/package.json', content: '{"name": "starter-toy", "version": "1.2.3"}' },
  { path: 'package/starter.json', content: JSON.stringify(manifest) },
  { path: 'package/template/colour.txt.hbs', content: '{{var.colour}}' },
];

/** A folder with a packed starter in it, and a command line whose cache is there. */
async function place() {
  const folder = await tempDir();
  onTestFinished(() => folder[Symbol.asyncDispose]());
  const dir = folder.path;
  writeFileSync(join(dir, 'toy.tgz'), createTar(entries));
  for (const name of ['home', 'tmp']) mkdirSync(join(dir, name));
  const env = { HOME: join(dir, 'home'), TMPDIR: join(dir, 'tmp'), PLANQK_SERVICE_CACHE: join(dir, 'cache') };
  return { dir, run: (...argv: string[]) => cli(argv, { cwd: dir, env }) };
}

describe('create', () => {
  test('makes a service of a built-in starter, and says what next', async () => {
    const { dir, run } = await place();
    const { exitCode, stdout, stderr } = await run('create', 'mine', '--starter', 'go', '--yes', '--no-git');
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toContain('npx planqk-service run');
    expect(existsSync(join(dir, 'mine/go.mod'))).toBe(true);
  });

  test('makes one of a packed starter, with answers to its questions', async () => {
    const { dir, run } = await place();
    const argv = ['create', 'mine', '--starter', './toy.tgz', '--var', 'colour=blue', '--offline', '--json'];
    const { exitCode, stdout } = await run(...argv);
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout).data).toMatchObject({ name: 'mine', starter: { id: 'toy', version: '1.2.3' } });
    expect(readFileSync(join(dir, 'mine/colour.txt'), 'utf8')).toBe('blue');
  });

  test('asks nobody without a terminal', async () => {
    const { run } = await place();
    const { exitCode, stderr } = await run('create', 'mine');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('ANSWER_MISSING');
  });

  test('takes the flags of create-planqk-service', async () => {
    const { run } = await place();
    const { stdout } = await run('create', '--help');
    for (const flag of ['--starter', '--gpu', '--var', '--offline', '--run-post-create', '--no-git', '--dry-run'])
      expect(stdout).toContain(flag);
  });
});

describe('starters', () => {
  test('are fetched once, listed, told about, used by their id and forgotten', async () => {
    const { dir, run } = await place();
    expect((await run('starters', 'add', './toy.tgz')).stdout).toMatch(/^Added toy /);
    const { stdout } = await run('starters', 'list', '--json');
    const { starters } = JSON.parse(stdout).data;
    const resolved = join(dir, 'toy.tgz');
    expect(starters.at(-1)).toMatchObject({ id: 'toy', origin: 'fetched', version: '1.2.3', contract: 'v1', resolved });
    expect((await run('starters', 'list')).stdout).toContain(` no        fetched   ${resolved} `);
    expect(starters.filter(({ origin }: { origin: string }) => origin === 'built-in').length).toBeGreaterThan(2);
    expect((await run('starters', 'info', 'toy')).stdout).toContain('--var colour=red  Which colour');
    expect((await run('create', 'mine', '--starter', 'toy', '--yes', '--offline')).exitCode).toBe(0);
    expect(readFileSync(join(dir, 'mine/colour.txt'), 'utf8')).toBe('red');
    const { stdout: removed } = await run('starters', 'remove', 'toy');
    expect(removed).toMatch(/^Removed toy .*\nProjects made from it can still be upgraded\.\n$/);
    const gone = await run('create', 'other', '--starter', 'toy', '--yes', '--json');
    expect(gone.exitCode).toBe(2);
    expect(JSON.parse(gone.stdout).error.code).toBe('STARTER_UNKNOWN');
    expect((await run('upgrade', 'mine', '--starter', './toy.tgz')).stdout).toMatch(/^Nothing is new /);
  });

  test('with the id of a built-in one are used by what they were fetched by, which is said', async () => {
    const { dir, run } = await place();
    for (const version of ['1.0.0', '2.0.0']) {
      const own = JSON.stringify({ name: 'starter-go', version });
      const description = JSON.stringify({ ...manifest, id: 'go' });
      const archive = createTar([
        { path: 'package/package.json', content: own },
        { path: 'package/starter.json', content: description },
        { path: 'package/template/version.txt', content: version },
      ]);
      writeFileSync(join(dir, `${version}.tgz`), archive);
      const { stdout } = await run('starters', 'add', `./${version}.tgz`);
      expect(stdout).toMatch(
        /^Added go \(.+\): use it with --starter \.\/\d\.0\.0\.tgz \(--starter go is the built-in one\)\.\n$/,
      );
      rmSync(join(dir, `${version}.tgz`));
    }
    const { starters } = JSON.parse((await run('starters', 'list', '--json')).stdout).data;
    const uses = starters.filter(({ id }: { id: string }) => id === 'go').map(({ use }: { use: string }) => use);
    expect(uses).toEqual(['go', expect.stringMatching(/^file:/), expect.stringMatching(/^file:/)]);
    const table = (await run('starters', 'list')).stdout;
    for (const [index, use] of uses.entries()) {
      expect(table).toContain(`  ${use}\n`);
      const info = JSON.parse((await run('starters', 'info', use, '--json')).stdout).data;
      if (index > 0) expect(info.origin).toMatchObject({ package: 'starter-go', version: `${index}.0.0` });
      else expect(info.origin.package).toBe('@planqk-service/starter-go');
    }
    expect((await run('create', 'mine', '--starter', uses[1], '--yes', '--offline', '--no-git')).exitCode).toBe(0);
    expect(readFileSync(join(dir, 'mine/version.txt'), 'utf8')).toBe('1.0.0');
    const upgraded = await run('upgrade', 'mine', '--starter', uses[2], '--apply', '--offline');
    expect([upgraded.exitCode, upgraded.stderr]).toEqual([0, '']);
    expect(readFileSync(join(dir, 'mine/version.txt'), 'utf8')).toBe('2.0.0');
  });

  test('are listed for people in columns', async () => {
    const { run } = await place();
    const { exitCode, stdout } = await run('starters', 'list');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^STARTER +VERSION +LANGUAGE +CONTRACT +VERIFIED +ORIGIN +FROM +USE AS\n/);
    expect(stdout).toMatch(/^go +\d+\.\d+\.\d+ +Go +v1 +built-in +built-in +@planqk-service\/starter-go@/m);
  });

  test('that are broken are told with a code for each problem', async () => {
    const { dir, run } = await place();
    mkdirSync(join(dir, 'bad/template'), { recursive: true });
    writeFileSync(join(dir, 'bad/template/a.hbs'), '{{nope}}');
    writeFileSync(join(dir, 'bad/starter.json'), JSON.stringify({ ...manifest, id: 'No' }));
    const { exitCode, stdout } = await run('starters', 'info', './bad', '--json');
    expect(exitCode).toBe(3);
    expect(JSON.parse(stdout).error).toMatchObject({
      code: 'STARTER_INVALID',
      details: {
        problems: [{ code: 'description-invalid', path: 'starter.json', message: expect.stringContaining('/id') }],
      },
    });
    expect((await run('starters', 'info', './bad')).stderr).toMatch(
      /- starter\.json: .*\/id.* \(description-invalid\)\n/,
    );
  });

  test.each([
    [['add', './none.tgz'], 3, 'STARTER_NOT_FOUND'],
    [['add', '@acme/starter@1', '--offline'], 3, 'STARTER_NOT_CACHED'],
    [['add', 'ftp://example.org/x'], 2, 'STARTER_SPEC_INVALID'],
    [['add', '/nope'], 3, 'STARTER_NOT_FOUND'],
    [['verify', '/nope'], 3, 'STARTER_NOT_FOUND'],
    [['verify', 'nope'], 3, 'STARTER_NOT_FOUND'],
    [['verify', 'nope@1'], 3, 'STARTER_NOT_FOUND'],
    [['remove', 'python'], 2, 'STARTER_NOT_FETCHED'],
    [['info', 'pyton'], 2, 'STARTER_UNKNOWN'],
  ] as const)('%j ends with %i, %s', async (argv, exitCode, code) => {
    const { run } = await place();
    const ended = await run('starters', ...argv, '--json');
    expect(ended.exitCode).toBe(exitCode);
    expect(JSON.parse(ended.stdout).error.code).toBe(code);
  });
});

describe('starters verify', () => {
  const broken = async () => {
    const { dir, run } = await place();
    mkdirSync(join(dir, 'toy/template'), { recursive: true });
    writeFileSync(join(dir, 'toy/starter.json'), JSON.stringify(manifest));
    writeFileSync(join(dir, 'toy/template/a.txt'), '1');
    return { dir, run };
  };

  test('tells everything that is wrong, for people, programs and CI systems', async () => {
    const { dir, run } = await broken();
    const text = await run('starters', 'verify', 'toy', '--no-run');
    expect(text.exitCode).toBe(3);
    expect(text.stdout).toMatch(/✘ project .*\n {4}It has no planqk\.json\.hbs/);
    expect(text.stderr).toContain('STARTER_UNFIT');
    const json = JSON.parse((await run('starters', 'verify', 'toy', '--no-run', '--json')).stdout);
    expect(json).toMatchObject({ ok: false, error: { details: { failed: expect.arrayContaining(['project']) } } });
    expect(json.data.checks).toHaveLength(7);
    const junit = await run('starters', 'verify', 'toy', '--no-run', '--format', 'junit', '--output', 'report.xml');
    expect(junit.exitCode).toBe(3);
    expect(readFileSync(join(dir, 'report.xml'), 'utf8')).toMatch(/<testsuite name="toy" tests="7" failures="[1-9]"/);
  });

  test('leaves nothing in the temporary folder', async () => {
    const { dir, run } = await broken();
    const { exitCode } = await run('starters', 'verify', 'toy', '--no-run');
    expect(exitCode).toBe(3);
    expect(readdirSync(join(dir, 'tmp')).filter((name) => name.startsWith('planqk'))).toEqual([]);
  });

  test('needs an engine unless nothing is to be run', async () => {
    const { run } = await place();
    const python = JSON.parse((await run('starters', 'info', 'python', '--json')).stdout).data.dir;
    expect((await run('starters', 'verify', python)).exitCode).toBe(9);
    expect((await run('starters', 'verify', python, '--no-run')).exitCode).toBe(0);
  });

  test('takes the id of what is built in or fetched, unless there is a folder of that name', async () => {
    const { dir, run } = await place();
    await run('starters', 'add', './toy.tgz');
    const folderOf = async (name: string) =>
      JSON.parse((await run('starters', 'verify', name, '--no-run', '--json')).stdout).data.dir;
    expect(await folderOf('python')).toMatch(/starters.python$/);
    expect(await folderOf('toy')).toContain(join(dir, 'cache'));
    mkdirSync(join(dir, 'toy'));
    expect(await folderOf('toy')).toBe(join(dir, 'toy'));
  });
});

describe('upgrade', () => {
  const changed = (version: string, colour: string) =>
    createTar([
      { path: 'package/package.json', content: JSON.stringify({ name: 'starter-toy', version }) },
      { path: 'package/starter.json', content: JSON.stringify(manifest) },
      { path: 'package/template/colour.txt', content: colour },
    ]);
  const made = async () => {
    const { dir, run } = await place();
    for (const [version, colour] of [
      ['1.0.0', 'red'],
      ['2.0.0', 'blue'],
    ] as const)
      writeFileSync(join(dir, `${version}.tgz`), changed(version, colour));
    await run('create', 'mine', '--starter', './1.0.0.tgz', '--yes', '--no-git');
    const colour = () => readFileSync(join(dir, 'mine/colour.txt'), 'utf8');
    return {
      dir,
      run,
      colour,
      upgrade: (...argv: string[]) => run('upgrade', 'mine', '--starter', './2.0.0.tgz', ...argv),
    };
  };

  test('shows a patch, and writes only when it is told to', async () => {
    const { colour, upgrade } = await made();
    const shown = await upgrade();
    expect(shown.exitCode).toBe(0);
    expect(shown.stdout).toMatch(
      /-red\n[\s\S]*\+blue\n[\s\S]*From toy 1\.0\.0 to toy 2\.0\.0; --apply would write:\n {2}update colour\.txt/,
    );
    expect(colour()).toBe('red');
    expect((await upgrade('--apply')).exitCode).toBe(0);
    expect(colour()).toBe('blue');
    expect((await upgrade()).stdout).toMatch(/^Nothing is new/);
  });

  test('says where there is no project', async () => {
    const { run } = await place();
    const { exitCode, stdout } = await run('upgrade', '/nope', '--json');
    expect([exitCode, JSON.parse(stdout).error.code]).toEqual([3, 'PROJECT_NOT_FOUND']);
  });

  test('ends with 3 on conflicts, which it marks', async () => {
    const { dir, colour, upgrade } = await made();
    writeFileSync(join(dir, 'mine/colour.txt'), 'green');
    const { exitCode, stdout } = await upgrade('--apply', '--json');
    expect(exitCode).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({
      error: { code: 'UPGRADE_CONFLICTS', details: { files: ['colour.txt'], applied: true } },
      data: { applied: true },
    });
    expect(colour()).toMatch(/<<<<<<< yours\ngreen\n/);
  });

  test('puts no other starter in the place of the one that the project was made from, unless it is forced', async () => {
    const { dir, run } = await made();
    await run('create', 'service', '--starter', 'go', '--yes', '--no-git');
    for (const more of [[], ['--apply']]) {
      const { exitCode, stderr } = await run('upgrade', 'service', '--starter', './2.0.0.tgz', ...more);
      expect([exitCode, stderr]).toEqual([2, expect.stringContaining('UPGRADE_OTHER_STARTER')]);
    }
    expect(existsSync(join(dir, 'service/go.mod'))).toBe(true);
    const forced = await run('upgrade', 'service', '--starter', './2.0.0.tgz', '--apply', '--force');
    expect([forced.exitCode, forced.stderr]).toEqual([0, '']);
    expect(existsSync(join(dir, 'service/go.mod'))).toBe(false);
    expect(JSON.parse(readFileSync(join(dir, 'service/planqk-service.json'), 'utf8')).starter.id).toBe('toy');
  });

  test('leaves what is not committed alone, unless it is forced', async () => {
    const { dir, colour, upgrade } = await made();
    execFileSync('git', ['init', '-q'], { cwd: join(dir, 'mine') });
    const { exitCode, stderr } = await upgrade('--apply');
    expect([exitCode, stderr]).toEqual([3, expect.stringContaining('UPGRADE_DIRTY')]);
    expect(colour()).toBe('red');
    expect((await upgrade('--apply', '--force')).exitCode).toBe(0);
    expect(colour()).toBe('blue');
  });
});

describe('starters new', () => {
  test('makes a starter that passes what can be checked without an engine', async () => {
    const { run } = await place();
    expect((await run('starters', 'new', 'starter-julia', '--language', 'Julia')).exitCode).toBe(0);
    const { exitCode, stdout } = await run('starters', 'verify', 'starter-julia', '--no-run', '--json');
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout).data.starter).toMatchObject({ id: 'julia', package: 'planqk-starter-julia' });
  });

  test.each([
    [['starter-julia', '--id', 'Not One'], 2, 'FLAG_INVALID'],
    [['.', '--id', 'julia'], 3, 'TARGET_NOT_EMPTY'],
  ] as const)('%j ends with %i, %s', async (argv, exitCode, code) => {
    const { run } = await place();
    const ended = await run('starters', 'new', ...argv, '--json');
    expect([ended.exitCode, JSON.parse(ended.stdout).error.code]).toEqual([exitCode, code]);
  });
});
