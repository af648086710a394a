import { pathCollisions, portablePathProblem } from '@planqk-service/core/paths';
import { describe, expect, test } from 'vitest';
import { projectPath } from '../src/paths/dotfiles.ts';

describe('a path of a template', () => {
  test.each([
    'a',
    'src/main.py',
    '.github/workflows/ci.yml',
    'größe/日本.txt',
    'a b/c',
    '.gitignore',
    'console.txt',
    'com10',
    'nullable/x',
  ])('may be "%s"', (path) => expect(portablePathProblem(path)).toBeUndefined());

  test.each([
    ['', 'empty'],
    ['/etc/passwd', 'absolute'],
    ['C:/x', 'absolute'],
    ['c:x', 'absolute'],
    ['../x', 'leaves'],
    ['a/../../x', 'leaves'],
    ['a/./b', 'empty segment'],
    ['a//b', 'empty segment'],
    ['a/', 'empty segment'],
    ['..\\x', 'character'],
    ['\\\\host\\share', 'character'],
    ['file:stream', 'character'],
    ['a\0b', 'character'],
    ['a\nb', 'character'],
    ['what?', 'character'],
    ['dir./x', 'drops'],
    ['x ', 'drops'],
    ['NUL', 'device'],
    ['aux.py', 'device'],
    ['src/com1.tar.gz', 'device'],
    ['.git/hooks/pre-commit', 'git'],
    ['sub/.GIT/config', 'git'],
    ['git~1/config', 'git'],
    ['x'.repeat(256), '255'],
  ])('may not be %j', (path, reason) => {
    expect(portablePathProblem(path)?.message).toContain(reason);
  });
});

describe('paths of one project', () => {
  test('collide where case or normalisation do not matter', () => {
    expect(pathCollisions(['README.md', 'readme.md'])).toHaveLength(1);
    expect(pathCollisions(['caf\u00e9', 'cafe\u0301'])).toHaveLength(1);
    expect(pathCollisions(['Src/a', 'src/b'])).toEqual([expect.stringContaining('same folder')]);
    expect(pathCollisions(['straße', 'STRASSE'])).toHaveLength(1);
  });

  test('collide where a file would have to be a folder', () => {
    expect(pathCollisions(['a/b', 'A'])).toEqual(['A is a file, but a/b needs a folder there']);
  });

  test('do not collide otherwise', () => {
    expect(pathCollisions(['a', 'b/a', 'b/c/a', 'b/c/d'])).toEqual([]);
  });
});

test('names that npm would drop are spelled with an underscore, and no other name is touched', () => {
  expect(['_gitignore', '_npmrc', '_github/workflows/ci.yml', 'a/_dockerignore'].map(projectPath)).toEqual([
    '.gitignore',
    '.npmrc',
    '.github/workflows/ci.yml',
    'a/.dockerignore',
  ]);
  expect(['__init__.py', '_private.py', '_', 'a_gitignore', '.gitignore'].map(projectPath)).toEqual([
    '__init__.py',
    '_private.py',
    '_',
    'a_gitignore',
    '.gitignore',
  ]);
});
