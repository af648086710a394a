import { chmodSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { applyScaffold, inspectTarget, loadStarter, planScaffold, renderTemplate } from '../src/index.ts';
import { answers, makeExecutable, readTree, starterFolder, temporaryFolder, writeTree } from './helpers.ts';
import { env, scaffold, toy as starter } from './scaffold-toy.ts';

const project = { '.gitignore': 'out', Dockerfile: 'FROM x', 'src/': '', 'src/deep/': '', 'src/deep/main.toy': 'run' };
/** What comes from the starter itself, and not from us. */
const withoutMeta = (tree: Record<string, string>) =>
  Object.fromEntries(Object.entries(tree).filter(([path]) => !/^(\.schemas\/.*|planqk-service\.json)$/.test(path)));

/** Nothing is forbidden to root. */
async function asOrdinaryUser<T>(action: () => Promise<T>): Promise<T> {
  if (process.geteuid?.() !== 0) return action();
  const nobody = 65_534;
  process.seteuid?.(nobody);
  try {
    return await action();
  } finally {
    process.seteuid?.(0);
  }
}

describe('writing a new project', () => {
  test('makes the folder, those above it and nothing else', async () => {
    const parent = temporaryFolder();
    await scaffold(join(parent, 'a b/ü/new'));
    expect(withoutMeta(readTree(join(parent, 'a b/ü/new')))).toEqual(project);
    expect(Object.keys(readTree(parent)).filter((path) => path.includes('.planqk'))).toEqual([]);
  });

  test('keeps the executable bit and follows the umask otherwise', async () => {
    if (process.platform === 'win32') return;
    const folder = starterFolder({ run: '#!/bin/sh', plain: '' });
    makeExecutable(join(folder, 'template/run'));
    const dir = join(temporaryFolder(), 'new');
    await scaffold(dir, { starter: loadStarter(folder) });
    const mask = process.umask();
    expect(statSync(join(dir, 'run')).mode & 0o777).toBe(0o777 & ~mask);
    expect(statSync(join(dir, 'plain')).mode & 0o777).toBe(0o666 & ~mask);
    expect(statSync(dir).mode & 0o777).toBe(0o777 & ~mask);
  });

  test('fills an empty folder without replacing it', async () => {
    const dir = temporaryFolder();
    const before = statSync(dir).ino;
    await scaffold(dir);
    expect(statSync(dir).ino).toBe(before);
    expect(withoutMeta(readTree(dir))).toEqual(project);
  });

  test('leaves nothing behind when it cannot be written to its end', async () => {
    const parent = temporaryFolder();
    // No file system takes a name of 300 bytes, and the plan for this one was not checked.
    const files = [{ path: 'a/b', bytes: Buffer.from(''), executable: false, action: 'create' as const }];
    const long = { ...files[0], path: `c/${'x'.repeat(300)}` } as (typeof files)[number];
    const plan = {
      dir: join(parent, 'p/q'),
      mode: 'new' as const,
      starter,
      answers,
      files: [...files, long],
      git: { init: true as const },
    };
    await expect(applyScaffold(plan, { env })).rejects.toMatchObject({ code: 'TARGET_UNUSABLE' });
    expect(readTree(parent)).toEqual({});
  });

  test('leaves nothing behind when somebody takes the place meanwhile', async () => {
    const parent = temporaryFolder();
    const dir = join(parent, 'new');
    const files = renderTemplate(starter, answers);
    const plan = planScaffold({ starter, answers, files, target: inspectTarget(dir, files), force: false, git: false });
    writeTree(dir, { theirs: '1' });
    await expect(applyScaffold(plan, { env })).rejects.toMatchObject({ code: 'TARGET_UNUSABLE' });
    expect(readTree(parent)).toEqual({ 'new/': '', 'new/theirs': '1' });
  });

  test.skipIf(process.platform === 'win32')('says so when the folder may not be written', async () => {
    const parent = temporaryFolder();
    chmodSync(parent, 0o555);
    await expect(asOrdinaryUser(() => scaffold(join(parent, 'new')))).rejects.toMatchObject({
      code: 'TARGET_UNUSABLE',
      message: expect.stringContaining('EACCES'),
    });
    chmodSync(parent, 0o755);
  });
});

describe('writing into a folder with files, with force', () => {
  test("replaces files of the same name and leaves the user's others alone", async () => {
    const dir = temporaryFolder();
    writeTree(dir, { Dockerfile: 'FROM mine', 'notes.txt': 'keep me', 'src/other.toy': 'keep me too' });
    await scaffold(dir, { force: true });
    expect(withoutMeta(readTree(dir))).toEqual({ ...project, 'notes.txt': 'keep me', 'src/other.toy': 'keep me too' });
  });

  test('changes nothing the second time', async () => {
    const dir = temporaryFolder();
    await scaffold(dir);
    const before = statSync(join(dir, 'Dockerfile')).mtimeMs;
    await scaffold(dir, { force: true });
    expect(statSync(join(dir, 'Dockerfile')).mtimeMs).toBe(before);
  });

  test('puts everything back when a file in the middle fails', async () => {
    const dir = temporaryFolder();
    writeTree(dir, { Dockerfile: 'FROM mine', 'notes.txt': 'x' });
    const files = renderTemplate(starter, answers);
    const plan = planScaffold({ starter, answers, files, target: inspectTarget(dir, files), force: true, git: false });
    // Somebody makes the last file between the plan and the work.
    writeTree(dir, { 'src/deep/main.toy': 'theirs' });
    const before = readTree(dir);
    await expect(applyScaffold(plan, { env })).rejects.toMatchObject({ code: 'TARGET_UNUSABLE' });
    expect(readTree(dir)).toEqual(before);
  });
});

describe('an interrupted scaffold', () => {
  test.each(['new', 'fill', 'merge'])('leaves everything as it was (%s)', async (mode) => {
    const parent = temporaryFolder();
    const dir = join(parent, 'project');
    if (mode !== 'new') mkdirSync(dir);
    if (mode === 'merge') writeTree(dir, { Dockerfile: 'FROM mine' });
    const before = readTree(parent);
    await expect(scaffold(dir, { force: true, git: true, signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'INTERRUPTED',
      exitCode: 130,
    });
    expect(readTree(parent)).toEqual(before);
  });
});
