import { readdir, readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cli } from './helpers/cli.ts';
import { tempDir } from './helpers/temp-dir.ts';

const good = {
  Dockerfile: 'FROM debian:13\nUSER 1\nENTRYPOINT ["/bin/true"]\n',
  'planqk.json':
    '{"$schema": "https://example.org/planqk.schema.json", "name": "x", "resources": {"cpu": 1, "memory": 2}, "runtime": "DOCKER"}',
  'input/data.json': '{}',
  // Specifications have tests of their own.
  'planqk-service.json': '{"check": {"silence": [{"rule": "spec-missing", "reason": "not about it"}]}}',
};
const bad = { ...good, Dockerfile: 'FROM debian\nUSER 1\nENTRYPOINT ["/bin/true"]\nCOPY a,b:%.txt /\n' };

describe('a project without mistakes', () => {
  test('ends with 0 and one line', async () => {
    await using dir = await tempDir(good);
    expect(await cli(['check'], { cwd: dir.path })).toEqual({
      exitCode: 0,
      stdout: '✔ Nothing to complain about, 1 silenced.\n',
      stderr: '',
    });
  });

  test('is an envelope with --json, what is silenced included', async () => {
    await using dir = await tempDir(good);
    const { exitCode, stdout } = await cli(['check', dir.path, '--json']);
    expect([exitCode, JSON.parse(stdout)]).toMatchObject([
      0,
      {
        ok: true,
        data: {
          findings: [],
          counts: { error: 0, warning: 0, info: 0 },
          silenced: [{ rule: 'spec-missing', reason: 'not about it' }],
        },
      },
    ]);
  });
});

describe('a project with mistakes', () => {
  test('ends with 3; every finding stands below its file, with what helps', async () => {
    await using dir = await tempDir(bad);
    const { exitCode, stdout, stderr } = await cli(['check'], { cwd: dir.path });
    expect([exitCode, stderr]).toEqual([3, '']);
    expect(stdout).toBe(`Dockerfile
  ! 1  debian has no version, so that the next build may begin with another image.
    Try: Name a version, such as debian:trixie-slim.  (dockerfile-latest-tag, docs/checks.md#dockerfile-latest-tag)
  ✘ 4  COPY takes a,b:%.txt, which is not in the project.
    Try: Add the file or correct the path; paths count from the project's folder.  (dockerfile-copy-missing, docs/checks.md#dockerfile-copy-missing)

1 error, 1 warning, 1 silenced.
`);
  });

  test.each(['--json', '--format=json'])('is an error with the findings as data, by %s', async (flag) => {
    await using dir = await tempDir(bad);
    const { exitCode, stdout } = await cli(['check', dir.path, flag]);
    expect([exitCode, JSON.parse(stdout)]).toMatchObject([
      3,
      {
        ok: false,
        error: { code: 'CHECK_FAILED', details: { errors: 1, warnings: 1 } },
        data: {
          dir: dir.path,
          findings: [
            { rule: 'dockerfile-latest-tag', severity: 'warning', location: { file: 'Dockerfile', line: 1 } },
            { rule: 'dockerfile-copy-missing', ref: 'docs/checks.md#dockerfile-copy-missing' },
          ],
        },
      },
    ]);
  });

  test('is annotated for GitHub, with files that count from the working directory', async () => {
    await using dir = await tempDir(
      Object.fromEntries(Object.entries(bad).map(([name, text]) => [`a b/${name}`, text])),
    );
    const { exitCode, stdout } = await cli(['check', 'a b', '--format', 'github'], { cwd: dir.path });
    expect(exitCode).toBe(3);
    expect(stdout.split('\n')[1]).toBe(
      "::error file=a b/Dockerfile,line=4,title=dockerfile-copy-missing::COPY takes a,b:%25.txt, which is not in the project. Add the file or correct the path; paths count from the project's folder. (docs/checks.md#dockerfile-copy-missing)",
    );
  });

  test('is a SARIF log with all rules, what is silenced being marked', async () => {
    await using dir = await tempDir(bad);
    const { exitCode, stdout } = await cli(['check', '--format', 'sarif'], { cwd: dir.path });
    const { version, runs } = JSON.parse(stdout);
    const [{ tool, results }] = runs;
    expect([exitCode, version, tool.driver.name]).toEqual([3, '2.1.0', 'planqk-service']);
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
    expect(results).toMatchObject([
      {
        ruleId: 'dockerfile-latest-tag',
        level: 'warning',
        locations: [{ physicalLocation: { artifactLocation: { uri: 'Dockerfile' }, region: { startLine: 1 } } }],
      },
      { ruleId: 'dockerfile-copy-missing', level: 'error' },
      { ruleId: 'spec-missing', suppressions: [{ kind: 'external', justification: 'not about it' }] },
    ]);
  });
});

describe('warnings', () => {
  const warned = { ...good, Dockerfile: 'FROM debian\nUSER 1\nENTRYPOINT ["/bin/true"]\n' };

  test.each([
    [[], 0],
    [['--max-warnings', '1'], 0],
    [['--max-warnings', '0'], 3],
  ])('with %j end with %i', async (flags, expected) => {
    await using dir = await tempDir(warned);
    expect((await cli(['check', dir.path, ...flags])).exitCode).toBe(expected);
  });

  test.each(['-1', 'x', '1.5'])('cannot be limited to %s', async (value) => {
    const { exitCode, stderr } = await cli(['check', `--max-warnings=${value}`]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(`--max-warnings cannot be "${value}"`);
  });
});

describe('--explain', () => {
  test('says what a rule is about, without a project', async () => {
    const { exitCode, stdout } = await cli(['check', '/no/such/folder', '--explain', 'dockerfile-root-user']);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^dockerfile-root-user\n\nSeverity: warning\n\n[\s\S]*- What to do: .+\n/);
    const { stdout: json } = await cli(['check', '--explain', 'planqk-name', '--json']);
    expect(JSON.parse(json)).toMatchObject({ ok: true, data: { id: 'planqk-name', help: expect.any(String) } });
  });

  test.each(['dockerfile-root-usr', 'toString'])('refuses %s, which is no rule', async (rule) => {
    const { exitCode, stderr } = await cli(['check', '--explain', rule]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('dockerfile-root-user');
  });
});

describe('--fix', () => {
  const files = { ...good, Dockerfile: 'FROM debian:13\nCOPY . /app\nUSER 1\nENTRYPOINT ["/app/x"]\n' };

  test('writes what it mends, says so, and checks again', async () => {
    await using dir = await tempDir(files);
    const { exitCode, stdout } = await cli(['check', '--fix', '--max-warnings', '0'], { cwd: dir.path });
    expect([exitCode, stdout]).toEqual([0, '✔ Mended .dockerignore.\n\n✔ Nothing to complain about, 1 silenced.\n']);
    expect(await readFile(join(dir.path, '.dockerignore'), 'utf8')).toBe('input/\n');
  });

  test('writes nothing through a link', async () => {
    await using dir = await tempDir({ 'p/x': '', elsewhere: '.git\n' });
    await using project = await tempDir(files);
    await symlink(join(dir.path, 'elsewhere'), join(project.path, '.dockerignore'));
    const { stdout } = await cli(['check', '--fix', '--json'], { cwd: project.path });
    expect(JSON.parse(stdout).data.fixed).toEqual([]);
    expect(await readFile(join(dir.path, 'elsewhere'), 'utf8')).toBe('.git\n');
  });

  const planqk = '{\n  "name": "x",\n  "resources": { "cpu": 1, "memory": 2 },\n  "runtime": "DOCKER"\n}\n';

  test('gives editors the schema of planqk.json', async () => {
    await using dir = await tempDir({ ...good, 'planqk.json': planqk });
    const { stdout } = await cli(['check', '--fix', '--json'], { cwd: dir.path });
    expect(JSON.parse(stdout).data).toMatchObject({
      fixed: ['.schemas/planqk.schema.json', 'planqk.json'],
      findings: [],
    });
    const { $schema, ...rest } = JSON.parse(await readFile(join(dir.path, 'planqk.json'), 'utf8'));
    expect(rest).toEqual(JSON.parse(planqk));
    expect(JSON.parse(await readFile(join(dir.path, $schema), 'utf8')).title).toBe('planqk.json');
  });

  test('writes nothing into a folder that is a link', async () => {
    await using elsewhere = await tempDir({ x: '' });
    await using project = await tempDir({ ...good, 'planqk.json': planqk });
    await symlink(elsewhere.path, join(project.path, '.schemas'));
    await cli(['check', '--fix'], { cwd: project.path });
    expect(await readdir(elsewhere.path)).toEqual(['x']);
  });
});

test.each(['--json', '--format=json'])('a folder that does not exist is an error, also as JSON by %s', async (flag) => {
  const { exitCode, stdout } = await cli(['check', '/no/such/folder', flag]);
  expect([exitCode, JSON.parse(stdout)]).toMatchObject([3, { ok: false, error: { code: 'PROJECT_NOT_FOUND' } }]);
});

test('places in JSON files, for which the bundle needs its own parser, have line and column', async () => {
  await using dir = await tempDir({ ...good, 'planqk.json': '{\n  "name": "x",\n  "runtime": "DOCKER"\n}' });
  const { stdout } = await cli(['check'], { cwd: dir.path });
  expect(stdout).toContain('  ✘ 1:1  In planqk.json, resources is missing.');
});
