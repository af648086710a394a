import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { inspectTarget, planScaffold, renderTemplate, type ScaffoldPlan, type ScaffoldRequest } from '../src/index.ts';
import { answers, readTree, starterOf, temporaryFolder, writeTree } from './helpers.ts';

const starter = starterOf({ Dockerfile: 'FROM x', 'src/main.toy': 'run', 'README.md.hbs': '# {{name}}' });
const files = renderTemplate(starter, answers);

function plan(dir: string, options: Partial<ScaffoldRequest> = {}): ScaffoldPlan {
  return planScaffold({
    starter,
    answers,
    files,
    target: inspectTarget(dir, files),
    force: false,
    git: true,
    ...options,
  });
}

const actions = ({ files }: ScaffoldPlan) => Object.fromEntries(files.map(({ path, action }) => [path, action]));

describe('planning', () => {
  test('lists every file of a new project, sorted, and writes nothing', () => {
    const parent = temporaryFolder();
    const result = plan(join(parent, 'new'));
    expect(result.mode).toBe('new');
    expect(result.files.map(({ path }) => path)).toEqual([
      '.schemas/planqk-service.schema.json',
      '.schemas/planqk.schema.json',
      'Dockerfile',
      'README.md',
      'planqk-service.json',
      'src/main.toy',
    ]);
    expect(new Set(Object.values(actions(result)))).toEqual(new Set(['create']));
    expect(readTree(parent)).toEqual({});
  });

  test('fills a folder that is empty', () => {
    expect(plan(temporaryFolder()).mode).toBe('fill');
  });

  test('refuses a folder with content and names some of it', () => {
    const dir = temporaryFolder();
    writeTree(dir, { '.hidden': '' });
    expect(() => plan(dir)).toThrow(
      expect.objectContaining({ code: 'TARGET_NOT_EMPTY', message: expect.stringContaining('.hidden') }),
    );
  });

  test('merges with force, and says which files give way and which are the same already', () => {
    const dir = temporaryFolder();
    writeTree(dir, { Dockerfile: 'FROM mine', 'README.md': '# my-service', 'notes.txt': 'x' });
    const result = plan(dir, { force: true });
    expect(result.mode).toBe('merge');
    expect(actions(result)).toEqual({
      '.schemas/planqk-service.schema.json': 'create',
      '.schemas/planqk.schema.json': 'create',
      Dockerfile: 'replace',
      'README.md': 'keep',
      'planqk-service.json': 'create',
      'src/main.toy': 'create',
    });
  });

  test('refuses a file as the folder, even with force', () => {
    const dir = temporaryFolder();
    writeTree(dir, { file: '' });
    expect(() => plan(join(dir, 'file'), { force: true })).toThrow(
      expect.objectContaining({ code: 'TARGET_UNUSABLE' }),
    );
    expect(() => plan(join(dir, 'file/below'), { force: true })).not.toThrow(TypeError);
  });

  test.each([
    ['a file where a folder is needed', (dir: string) => writeTree(dir, { src: 'mine' })],
    ['a folder where a file is needed', (dir: string) => mkdirSync(join(dir, 'Dockerfile'))],
    ['a link where a file is needed', (dir: string) => symlinkSync('/etc/passwd', join(dir, 'Dockerfile'))],
    ['a link where a folder is needed', (dir: string) => symlinkSync('/tmp', join(dir, 'src'))],
    ['a dangling link', (dir: string) => symlinkSync('/nowhere', join(dir, 'README.md'))],
  ])('refuses, even with force, %s', (_what, prepare) => {
    const dir = temporaryFolder();
    prepare(dir);
    expect(() => plan(dir, { force: true })).toThrow(expect.objectContaining({ code: 'TARGET_UNUSABLE' }));
  });

  test('follows a link that the user names as the folder', () => {
    const dir = temporaryFolder();
    mkdirSync(join(dir, 'real'));
    symlinkSync('real', join(dir, 'link'));
    expect(plan(join(dir, 'link')).mode).toBe('fill');
  });
});

describe('planning git', () => {
  test('makes a repository for a project that stands alone', () => {
    expect(plan(join(temporaryFolder(), 'new')).git).toEqual({ init: true });
  });

  test('makes none when it is not wanted', () => {
    expect(plan(join(temporaryFolder(), 'new'), { git: false }).git).toEqual({ init: false, reason: 'unwanted' });
  });

  test.each([
    ['a repository', (dir: string) => mkdirSync(join(dir, '.git'))],
    ['a worktree', (dir: string) => writeTree(dir, { '.git': 'gitdir: elsewhere' })],
  ])('makes none inside %s, however deep', (_what, prepare) => {
    const dir = temporaryFolder();
    prepare(dir);
    expect(plan(join(dir, 'a/b/c')).git).toEqual({ init: false, reason: 'inside-repository' });
  });

  test("makes none around files of the user's", () => {
    const dir = temporaryFolder();
    writeTree(dir, { mine: '' });
    expect(plan(dir, { force: true }).git).toEqual({ init: false, reason: 'folder-had-files' });
  });
});
