import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { appendFile, mkdir, readdir, rename, rm, symlink, truncate, unlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type BundleProblemCode, planBundle, stageBundle } from '../src/index.ts';
import { folder, project } from './folder.ts';

interface Hostile {
  readonly about: string;
  readonly code: BundleProblemCode;
  readonly make: (dir: string, outside: string) => Promise<unknown> | unknown;
  /** Where the problem is told. */
  readonly path?: string;
  /** Done between planning and writing. */
  readonly meanwhile?: (dir: string, outside: string) => Promise<unknown>;
}

const text =
  (name: string, content = 'x') =>
  async (dir: string) =>
    writeFile(join(dir, name), content);
const link = (target: string, name: string) => async (dir: string) => symlink(target, join(dir, name));
const utf8 = (...bytes: number[]) => Buffer.from(bytes);

// Made up, but of the form that the issuers use; put together here so that no scanner takes this file for a leak.
const githubToken = ['ghp', 'wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx'].join('_');
const slackToken = ['xoxb', '592666205443', '2542034435697', 'FM7Gu86Yt2g2ZJd1cWvqnxBR'].join('-');
const npmToken = ['npm', 'fhQXiIBrTXyVbJ3RUhTVgXhGtOMd0P1uLVNk'].join('_');
const awsSecret = `AWS_SECRET_ACCESS_KEY="${['wJalrXUtnFEMI', 'K7MDENG', 'bPxRfiCYKEYKEYKEYKEY'].join('/').slice(0, 40)}"`;
const basicAuth = `https://user:${'hunter2hunter2'}@git.corp.invalid/x`;
const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});

const hostile: readonly Hostile[] = [
  { about: 'a link to a file outside', code: 'link-outside', path: 'l', make: link('/etc/passwd', 'l') },
  { about: 'a link to a folder outside', code: 'link-outside', path: 'l', make: link('/etc', 'l') },
  { about: 'a relative link out', code: 'link-outside', path: 'l', make: link('../..', 'l') },
  { about: 'a link to the folder above', code: 'link-outside', path: 'l', make: link('..', 'l') },
  {
    about: 'a link to a neighbour whose name begins like the project',
    code: 'link-outside',
    path: 'l',
    make: async (dir, outside) => symlink(join(outside, 'secret.txt'), join(dir, 'l')),
  },
  {
    about: 'a link out behind another link',
    code: 'link-outside',
    path: 'second',
    make: async (dir, outside) => {
      await symlink(outside, join(dir, 'first'));
      await symlink('first/secret.txt', join(dir, 'second'));
    },
  },
  {
    about: 'a link out in a folder that a link leads to',
    code: 'link-outside',
    path: 'alias/l',
    make: async (dir) => {
      await mkdir(join(dir, 'lib'));
      await symlink('/etc/passwd', join(dir, 'lib', 'l'));
      await symlink('lib', join(dir, 'alias'));
    },
  },
  {
    about: 'the Dockerfile as a link out',
    code: 'link-outside',
    path: 'Dockerfile',
    make: async (dir) => {
      await unlink(join(dir, 'Dockerfile'));
      await symlink('/etc/passwd', join(dir, 'Dockerfile'));
    },
  },
  { about: 'a link to nowhere', code: 'link-broken', path: 'l', make: link('nowhere', 'l') },
  { about: 'a link to nowhere outside', code: 'link-broken', path: 'l', make: link('/nowhere/at/all', 'l') },
  { about: 'a link to itself', code: 'link-loop', path: 'l', make: link('l', 'l') },
  {
    about: 'two links to each other',
    code: 'link-loop',
    path: 'a',
    make: async (dir) => {
      await symlink('b', join(dir, 'a'));
      await symlink('a', join(dir, 'b'));
    },
  },
  { about: 'a link to the project', code: 'link-loop', path: 'l', make: link('.', 'l') },
  {
    about: 'a link to a folder around it',
    code: 'link-loop',
    path: 'a/b/l',
    make: async (dir) => {
      await mkdir(join(dir, 'a', 'b'), { recursive: true });
      await symlink('..', join(dir, 'a', 'b', 'l'));
    },
  },
  {
    about: 'a link to .git',
    code: 'link-to-excluded',
    path: 'l',
    make: async (dir) => {
      await mkdir(join(dir, '.git'));
      await text('.git/config')(dir);
      await symlink('.git/config', join(dir, 'l'));
    },
  },
  {
    about: 'a link to .env',
    code: 'link-to-excluded',
    path: 'l',
    make: async (dir) => {
      await text('.env')(dir);
      await symlink('.env', join(dir, 'l'));
    },
  },
  {
    about: 'a link to a folder that is left out',
    code: 'link-to-excluded',
    path: 'l',
    make: async (dir) => {
      await mkdir(join(dir, 'node_modules'));
      await symlink('node_modules', join(dir, 'l'));
    },
  },
  { about: 'a pipe', code: 'not-a-file', path: 'p', make: (dir) => execFileSync('mkfifo', [join(dir, 'p')]) },
  {
    about: 'a pipe behind a link',
    code: 'not-a-file',
    path: 'l',
    make: (dir) => {
      execFileSync('mkfifo', [join(dir, 'p')]);
      return symlink('p', join(dir, 'l'));
    },
  },
  {
    about: 'a socket',
    code: 'not-a-file',
    path: 's',
    make: async (dir) => {
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(join(dir, 'tmp.sock'), resolve));
      // Closing it would remove it.
      await rename(join(dir, 'tmp.sock'), join(dir, 's'));
      await new Promise((resolve) => server.close(resolve));
    },
  },
  { about: 'a link to a device', code: 'link-outside', path: 'l', make: link('/dev/zero', 'l') },
  {
    about: 'a name that is not UTF-8',
    code: 'name-not-utf8',
    make: (dir) => writeFile(Buffer.concat([Buffer.from(`${dir}/`), utf8(0x61, 0xff, 0x62)]), 'x'),
  },
  {
    about: 'a folder whose name is not UTF-8',
    code: 'name-not-utf8',
    make: (dir) => mkdir(Buffer.concat([Buffer.from(`${dir}/`), utf8(0xc3, 0x28)])),
  },
  { about: 'a name with a backslash', code: 'name-not-portable', path: '..\\up', make: text('..\\up') },
  { about: 'a name with a line break', code: 'name-not-portable', path: 'a\nb', make: text('a\nb') },
  { about: 'a name with an escape sequence', code: 'name-not-portable', path: '\u001b[31m', make: text('\u001b[31m') },
  { about: 'a name with a colon', code: 'name-not-portable', path: 'file:stream', make: text('file:stream') },
  { about: 'the name of a device', code: 'name-not-portable', path: 'NUL', make: text('NUL') },
  { about: 'the name of a device with an ending', code: 'name-not-portable', path: 'aux.py', make: text('aux.py') },
  { about: 'a name with a dot at its end', code: 'name-not-portable', path: 'dir.', make: text('dir.') },
  { about: 'a name with a blank at its end', code: 'name-not-portable', path: 'x ', make: text('x ') },
  {
    about: 'names that differ in case',
    code: 'name-collision',
    make: async (dir) => {
      await text('Main.py')(dir);
      await text('main.py')(dir);
    },
  },
  {
    about: 'names that differ in Unicode form',
    code: 'name-collision',
    make: async (dir) => {
      await text('caf\u00e9')(dir);
      await text('cafe\u0301')(dir);
    },
  },
  {
    about: 'folders that differ in case',
    code: 'name-collision',
    make: async (dir) => {
      await mkdir(join(dir, 'Lib'));
      await mkdir(join(dir, 'lib'));
      await text('Lib/a')(dir);
      await text('lib/b')(dir);
    },
  },
  {
    about: 'a path of more than 1024 bytes',
    code: 'path-too-long',
    make: async (dir) => {
      const deep = join(dir, ...Array.from({ length: 6 }, () => 'd'.repeat(200)));
      await mkdir(deep, { recursive: true });
      await writeFile(join(deep, 'x'), 'x');
    },
  },
  { about: 'no Dockerfile', code: 'dockerfile-missing', make: (dir) => unlink(join(dir, 'Dockerfile')) },
  {
    about: 'a folder called Dockerfile',
    code: 'dockerfile-missing',
    make: async (dir) => {
      await unlink(join(dir, 'Dockerfile'));
      await mkdir(join(dir, 'Dockerfile'));
    },
  },
  {
    about: 'more files than allowed',
    code: 'too-many-files',
    path: '.',
    make: async (dir) => {
      for (let i = 0; i < 60; i += 1) await text(`f${i}`)(dir);
    },
  },
  {
    about: 'links that would multiply the files',
    code: 'too-many-files',
    path: '.',
    make: async (dir) => {
      await mkdir(join(dir, 'l0'));
      for (let i = 0; i < 10; i += 1) await text(`l0/f${i}`)(dir);
      for (let i = 1; i < 8; i += 1) {
        await mkdir(join(dir, `l${i}`));
        for (const name of ['a', 'b', 'c']) await symlink(`../l${i - 1}`, join(dir, `l${i}`, name));
      }
    },
  },
  {
    about: 'a file of 10 GB, with nothing in it',
    code: 'too-large',
    path: '.',
    make: async (dir) => {
      await text('huge', '')(dir);
      await truncate(join(dir, 'huge'), 10 * 1024 ** 3);
    },
  },
  {
    about: 'a file that grows meanwhile',
    code: 'changed',
    path: 'log',
    make: text('log'),
    meanwhile: (dir) => appendFile(join(dir, 'log'), 'more'),
  },
  {
    about: 'a file that goes meanwhile',
    code: 'changed',
    path: 'log',
    make: text('log'),
    meanwhile: (dir) => unlink(join(dir, 'log')),
  },
  {
    about: 'a file that becomes a link out meanwhile',
    code: 'changed',
    path: 'log',
    make: text('log', 'secret'),
    meanwhile: async (dir, outside) => {
      await unlink(join(dir, 'log'));
      await symlink(join(outside, 'secret.txt'), join(dir, 'log'));
    },
  },
  { about: 'a GitHub token', code: 'secret', path: 'a.py', make: text('a.py', `token = "${githubToken}"\n`) },
  { about: 'a Slack token', code: 'secret', path: 'a.py', make: text('a.py', `t = "${slackToken}"\n`) },
  {
    about: 'an npm token',
    code: 'secret',
    path: '.npmrc',
    make: text('.npmrc', `//r.invalid/:_authToken=${npmToken}\n`),
  },
  { about: 'a secret key of AWS', code: 'secret', path: 'c', make: text('c', `${awsSecret}\n`) },
  { about: 'a password in an address', code: 'secret', path: 'c', make: text('c', `url = "${basicAuth}"\n`) },
  {
    about: 'a token in a program or a database',
    code: 'secret',
    path: 'app.db',
    make: (dir) =>
      writeFile(
        join(dir, 'app.db'),
        Buffer.from(`SQLite\0\x01\xff${'\0'.repeat(9_000)}k=${githubToken}\0\xfe`, 'latin1'),
      ),
  },
  {
    about: 'a token in a text as Windows PowerShell writes it',
    code: 'secret',
    path: 'env.txt',
    make: (dir) => writeFile(join(dir, 'env.txt'), Buffer.from(`\uFEFFTOKEN=${githubToken}\r\n`, 'utf16le')),
  },
  {
    about: 'a token in a program, where it lies across two pieces that are read',
    code: 'secret',
    path: 'app.bin',
    make: (dir) =>
      writeFile(join(dir, 'app.bin'), Buffer.concat([Buffer.alloc(256 * 1024 - 10), Buffer.from(`${githubToken}\0`)])),
  },
  { about: 'a private key', code: 'secret', path: 'id_rsa', make: text('id_rsa', privateKey) },
  {
    about: 'a token far down in a large file',
    code: 'secret',
    path: 'big',
    make: text('big', `${'log line\n'.repeat(400_000)}${githubToken}\n`),
  },
  {
    about: 'a token in a file that a link leads to',
    code: 'secret',
    path: 'l',
    make: async (dir) => {
      await text('a', githubToken)(dir);
      await symlink('a', join(dir, 'l'));
    },
  },
];

describe('a project that cannot be bundled', () => {
  test.each(hostile)('has $about', async ({ code, path, make, meanwhile }) => {
    await using dir = await project({ '.planqkignore': '.git\n.env\nnode_modules\n' });
    await using outside = await folder({ 'secret.txt': 'secret' });
    await using target = await folder();
    await make(dir.path, outside.path);
    const plan = await planBundle(dir.path, { limits: { maxFiles: 50, maxBytes: 1024 ** 3 } });
    await meanwhile?.(dir.path, outside.path);
    const error = await stageBundle(plan, { output: target.at('b.zip') }).then(
      () => undefined,
      (refusal: { code: string; details: { problems: { code: string; path: string; remedy: string }[] } }) => refusal,
    );
    expect(error?.code).toBe('BUNDLE_REFUSED');
    const problems = error?.details.problems ?? [];
    expect(problems.map((problem) => problem.code)).toContain(code);
    if (path !== undefined) expect(problems.map((problem) => problem.path)).toContain(path);
    expect(JSON.stringify(error)).not.toContain(githubToken);
    expect(await readdir(target.path)).toEqual([]);
    expect(await readdir(outside.path)).toEqual(['secret.txt']);
    await rm(dir.path, { recursive: true });
  });

  test('there are at least 40 kinds of', () => expect(hostile.length).toBeGreaterThanOrEqual(40));
});
