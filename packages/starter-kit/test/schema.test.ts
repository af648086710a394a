import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { checkManifest, listBuiltInStarters, processCommands } from '../src/index.ts';
import { manifest } from './helpers.ts';

const root = dirname(import.meta.dirname);
const schema = JSON.parse(readFileSync(join(root, 'starter.schema.json'), 'utf8'));

const complete = {
  ...manifest,
  $schema: 'x',
  buildArgs: { TOY_VERSION: '1' },
  types: { lang: 'python', output: 'toy/models.py' },
  process: {
    requires: [{ command: ['toy', '--version'], version: '>=1.2.3', install: 'https://toy.example' }],
    build: [['toy', 'build']],
    start: ['toy', 'run', ''.padEnd(1)],
    test: [],
    windows: { start: ['toy.exe'] },
  },
};

const broken: readonly (readonly [string, unknown])[] = [
  ['not an object', []],
  ['nothing', undefined],
  ['an unknown field', { ...manifest, extra: 1 }],
  ['another version', { ...manifest, apiVersion: 'planqk-service/starter/v2' }],
  ['an id with blanks', { ...manifest, id: 'to y' }],
  ['a title with a line break', { ...manifest, title: 'a\nb' }],
  ['no process', { ...manifest, process: undefined }],
  ['an empty start', { ...manifest, process: { start: [] } }],
  ['a start for a shell', { ...manifest, process: { start: 'toy run' } }],
  ['a version range', { ...manifest, process: { start: ['x'], requires: [{ command: ['x'], version: '^1' }] } }],
  [
    'an install command',
    { ...manifest, process: { start: ['x'], requires: [{ command: ['x'], install: 'curl | sh' }] } },
  ],
  ['types in a language that there are none for', { ...manifest, types: { lang: 'toy', output: 'a.toy' } }],
  ['types outside of the project', { ...manifest, types: { lang: 'go', output: '../a.go' } }],
  ['a build argument that is no name', { ...manifest, buildArgs: { 'A B': '1' } }],
  ['a build argument that is no text', { ...manifest, buildArgs: { A: 1 } }],
];

describe('the schema of starter.json', () => {
  test('is compiled freshly into the validator', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const [, ...argv] = scripts.generate.split(' ');
    const check = spawnSync(process.execPath, [...argv, '--check'], { cwd: root, encoding: 'utf8' });
    expect([check.status, check.stderr]).toEqual([0, '']);
  });

  test('is compiled to code that imports nothing', () => {
    expect(readFileSync(join(root, 'src/schema/starter.gen.ts'), 'utf8')).not.toMatch(/^import |\brequire\(/m);
  });

  test('accepts every field there is', () => {
    expect(checkManifest(complete)).toEqual({ ok: true, manifest: complete });
  });

  test.each(broken)('refuses %s', (_what, value) => {
    const check = checkManifest(value);
    expect(check.ok).toBe(false);
    expect(!check.ok && check.problems[0]).toMatchObject({ code: 'description-invalid', path: 'starter.json' });
  });

  test('compiled ahead of time says the same as ajv does', () => {
    const ajv = new Ajv().compile(schema);
    for (const value of [complete, manifest, ...broken.map(([, value]) => value)]) {
      expect(checkManifest(value).ok).toBe(ajv(value));
    }
  });

  test('names every problem at once', () => {
    const check = checkManifest({ ...manifest, extra: 1, id: '!', process: {} });
    expect(!check.ok && check.problems).toHaveLength(3);
  });

  test('fits the starters of this repository', () => {
    expect(listBuiltInStarters().length).toBeGreaterThanOrEqual(3);
  });
});

describe('the process commands of a starter', () => {
  const spec = { start: ['sh', 'x'], test: [['sh', 't']], windows: { start: ['x.exe'] } } as const;

  test('are replaced field by field on Windows', () => {
    expect(processCommands(spec, 'win32')).toEqual({ start: ['x.exe'], test: [['sh', 't']] });
  });

  test('are the plain ones elsewhere', () => {
    expect(processCommands(spec, 'linux')).toEqual({ start: ['sh', 'x'], test: [['sh', 't']] });
    expect(processCommands({ start: ['a'] }, 'win32')).toEqual({ start: ['a'] });
  });
});
