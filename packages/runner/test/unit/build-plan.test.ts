import { chmod, mkdir, symlink, utimes } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { imageTag } from '../../src/build/image-tag.ts';
import { type BuildSettings, planBuild } from '../../src/build/plan-build.ts';
import { scanContext } from '../../src/build/scan-context.ts';
import { findStepLine } from '../../src/build/step-line.ts';
import { serviceErrorOf } from '../support/errors.ts';
import { projectFolder } from '../support/folders.ts';
import { someProject } from '../support/samples.ts';

const paths = async (dir: string) => (await scanContext(dir, false)).map(({ path }) => path);

describe('scanContext', () => {
  it('sends everything, sorted, when there is no .dockerignore', async () => {
    await using dir = await projectFolder({ 'b.txt': '', 'a/2.txt': '', 'a/1.txt': '', Dockerfile: '' });
    expect(await paths(dir.path)).toEqual(['Dockerfile', 'a', 'a/1.txt', 'a/2.txt', 'b.txt']);
  });

  it('leaves out what .dockerignore names, with comments, Windows line ends and a byte order mark', async () => {
    await using dir = await projectFolder({
      '.dockerignore': '\uFEFFinput/\r\n# no secrets\r\n**/*.env\r\n',
      'input/data.json': '{}',
      'deep/er/my.env': '',
      'deep/er/kept.txt': '',
    });
    expect(await paths(dir.path)).toEqual(['.dockerignore', 'deep', 'deep/er', 'deep/er/kept.txt']);
  });

  it('honours exceptions, also below a folder that is ignored', async () => {
    await using dir = await projectFolder({
      '.dockerignore': '*\n!src\n!data/keep.csv\n',
      Dockerfile: '',
      'src/main.py': '',
      'data/keep.csv': '',
      'data/drop.csv': '',
      'notes.txt': '',
    });
    expect(await paths(dir.path)).toEqual(['.dockerignore', 'Dockerfile', 'data/keep.csv', 'src', 'src/main.py']);
  });

  it('sends Dockerfile and .dockerignore even where they are ignored: the builder needs them', async () => {
    await using dir = await projectFolder({ '.dockerignore': '**', Dockerfile: 'FROM x', 'other.txt': '' });
    expect(await paths(dir.path)).toEqual(['.dockerignore', 'Dockerfile']);
  });

  it('sends links as links, never what they point to', async () => {
    await using outside = await projectFolder({ 'secret.txt': 'no' });
    await using dir = await projectFolder();
    await symlink(outside.path, join(dir.path, 'out'));
    await symlink('nowhere', join(dir.path, 'dangling'));
    expect(await scanContext(dir.path, false)).toMatchObject([
      { path: 'dangling', type: 'symlink', mode: 0o777, size: 0, linkTarget: 'nowhere' },
      { path: 'out', type: 'symlink', mode: 0o777, size: 0, linkTarget: outside.path },
    ]);
  });

  it('writes the target of a link with forward slashes on Windows', async () => {
    await using dir = await projectFolder();
    await symlink('a\\b', join(dir.path, 'link'));
    expect((await scanContext(dir.path, true))[0]?.linkTarget).toBe('a/b');
  });

  it('leaves out what these tools keep in the project, whatever .dockerignore says', async () => {
    await using dir = await projectFolder({ '.planqk-service/serve.db': '', 'a/.planqk-service/x': '', b: '' });
    expect(await paths(dir.path)).toEqual(['a', 'a/.planqk-service', 'a/.planqk-service/x', 'b']);
  });

  it('leaves out sockets', async () => {
    await using dir = await projectFolder({ 'a.txt': '' });
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(join(dir.path, 'agent.sock'), resolve));
    expect(await paths(dir.path)).toEqual(['a.txt']);
    await new Promise((resolve) => server.close(resolve));
  });

  it('keeps names beyond ASCII and with blanks', async () => {
    await using dir = await projectFolder({ 'größe 量子 🙂.txt': '' });
    expect(await paths(dir.path)).toEqual(['größe 量子 🙂.txt']);
  });

  it('keeps permission bits, but makes everything executable on Windows, which has none', async () => {
    await using dir = await projectFolder({ 'run.sh': '', 'a.txt': '' });
    await chmod(join(dir.path, 'run.sh'), 0o750);
    await chmod(join(dir.path, 'a.txt'), 0o640);
    expect((await scanContext(dir.path, false)).map(({ mode }) => mode)).toEqual([0o640, 0o750]);
    expect((await scanContext(dir.path, true)).map(({ mode }) => mode)).toEqual([0o755, 0o755]);
  });
});

describe('planBuild', () => {
  const plan = (dir: string, settings: BuildSettings = {}) =>
    planBuild(someProject({ dir, dockerfile: join(dir, 'Dockerfile') }), settings);

  it('builds for the platform of PlanQK under the name of the service', async () => {
    await using dir = await projectFolder({ Dockerfile: 'FROM x' });
    expect(await plan(dir.path)).toMatchObject({
      dir: dir.path,
      tag: 'planqk-service/sample:local',
      platform: 'linux/amd64',
      noCache: false,
      dockerfile: 'FROM x',
    });
  });

  it('says that there is no Dockerfile, unless none is needed', async () => {
    await using dir = await projectFolder();
    expect(await serviceErrorOf(plan(dir.path))).toMatchObject({
      code: 'DOCKERFILE_MISSING',
      details: { dir: dir.path },
    });
    const project = someProject({ dir: dir.path, dockerfile: join(dir.path, 'Dockerfile') });
    expect(await planBuild(project, {}, { needsDockerfile: false })).toMatchObject({ dockerfile: '' });
  });

  describe('fingerprint', () => {
    const files = { Dockerfile: 'FROM x', '.dockerignore': 'input\n', 'src/a.txt': 'a', 'input/data.json': '{}' };
    const fingerprint = async (dir: string, settings?: BuildSettings) => (await plan(dir, settings)).fingerprint;

    it('is the same for the same content elsewhere, at another time', async () => {
      await using one = await projectFolder(files);
      await using two = await projectFolder(files);
      await utimes(join(two.path, 'src/a.txt'), 1, 1);
      expect(await fingerprint(one.path)).toBe(await fingerprint(two.path));
    });

    it('does not change with what is ignored', async () => {
      await using dir = await projectFolder(files);
      const before = await fingerprint(dir.path);
      await dir.write({ 'input/data.json': '{"n":2}' });
      expect(await fingerprint(dir.path)).toBe(before);
    });

    it('does not change with the order of the build arguments', async () => {
      await using dir = await projectFolder(files);
      const one = await fingerprint(dir.path, { buildArgs: { A: '1', B: '2' } });
      expect(await fingerprint(dir.path, { buildArgs: { B: '2', A: '1' } })).toBe(one);
    });

    it.each<[string, (dir: string) => Promise<unknown>, BuildSettings?]>([
      ['a file', (dir) => projectFolderWrite(dir, { 'src/a.txt': 'b' })],
      ['a mode', (dir) => chmod(join(dir, 'src/a.txt'), 0o755)],
      ['a new empty folder', (dir) => mkdir(join(dir, 'src/new'))],
      ['a link', (dir) => symlink('a.txt', join(dir, 'src/link'))],
      ['the Dockerfile', (dir) => projectFolderWrite(dir, { Dockerfile: 'FROM y' })],
      ['a build argument', async () => undefined, { buildArgs: { A: '1' } }],
      ['the platform', async () => undefined, { platform: 'linux/arm64' }],
    ])('changes with %s', async (_, change, settings = {}) => {
      await using dir = await projectFolder(files);
      await chmod(join(dir.path, 'src/a.txt'), 0o644);
      const before = await fingerprint(dir.path);
      await change(dir.path);
      expect(await fingerprint(dir.path, settings)).not.toBe(before);
    });
  });
});

async function projectFolderWrite(dir: string, files: Record<string, string>): Promise<void> {
  const { writeFile } = await import('node:fs/promises');
  for (const [name, text] of Object.entries(files)) await writeFile(join(dir, name), text);
}

describe('imageTag', () => {
  it.each([
    ['ghz', 'planqk-service/ghz:local'],
    ['My Service (v2)!', 'planqk-service/my-service-v2:local'],
    ['Größe', 'planqk-service/gro-e:local'],
    ['量子', 'planqk-service/service:local'],
    ['--', 'planqk-service/service:local'],
  ])('makes of "%s" %s', (name, tag) => {
    expect(imageTag(name)).toBe(tag);
  });

  it('is a name that Docker accepts, whatever the service is called', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (name) => {
        expect(imageTag(name)).toMatch(/^planqk-service\/[a-z0-9]+(?:-[a-z0-9]+)*:local$/);
        expect(imageTag(name).length).toBeLessThan(128);
      }),
    );
  });
});

describe('findStepLine', () => {
  const dockerfile = [
    '# syntax comment', // 1
    'FROM golang:1.24 AS build', // 2
    'WORKDIR /src', // 3
    'COPY . .', // 4
    'RUN go build \\', // 5
    '    # a comment between', // 6
    '    -o /service', // 7
    '', // 8
    'FROM debian:trixie-slim AS tools', // 9
    'run apt-get update', // 10
    'FROM debian:trixie-slim', // 11
    'ARG VERSION=1', // 12
    'COPY . .', // 13
    'RUN echo $VERSION && false', // 14
    'RUN <<EOF', // 15
    'false', // 16
    'EOF', // 17
  ].join('\r\n');

  it.each([
    ['[build 4/4] RUN go build     -o /service', 5],
    ['[build 3/4] COPY . .', 4],
    ['[tools 2/2] RUN apt-get update', 10],
    ['[stage-2 2/4] COPY . .', 13],
    ['[stage-2 3/4] RUN echo 1 && false', 14],
    ['[stage-2 4/4] RUN <<EOF (false)', 15],
    ['[3/3 3/5] COPY . .', 13],
    ['[build 1/4] FROM golang:1.24 AS build', 2],
    ['[2/4] RUN something else', undefined],
    ['', undefined],
  ])('finds the line of "%s"', (step, line) => {
    expect(findStepLine(dockerfile, step)).toBe(line);
  });
});
