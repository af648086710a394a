import { join } from 'node:path';
import { Readable } from 'node:stream';
import { loadProject } from '@planqk-service/core';
import { expect, test } from 'vitest';
import { readInput } from '../../src/input/read-input.ts';
import { tempDir } from '../helpers/temp-dir.ts';

const awkward = '{ "mask": 9007199254740993, "w": 1.0, "big": 1e400, "b": 1, "a": 2, "a": 3 }';

function world(cwd = '/', stdin = '') {
  return { cwd, stdin: Readable.from(stdin === '' ? [] : [Buffer.from(stdin)]) };
}

test('JSON in a flag arrives as it was written', async () => {
  const { input, warnings } = await readInput({ data: awkward, params: '{"shots":1.0}' }, undefined, world());
  expect([input.data.text, input.params.text, warnings]).toEqual([awkward, '{"shots":1.0}', []]);
});

test('@file is read from the working directory, or from an absolute path', async () => {
  await using dir = await tempDir({ 'my data.json': awkward, 'p.json': '{"p":1}' });
  const { input } = await readInput(
    { data: '@my data.json', params: `@${join(dir.path, 'p.json')}` },
    undefined,
    world(dir.path),
  );
  expect([input.data.text, input.params.text]).toEqual([awkward, '{"p":1}']);
});

test('- is standard input, to its end, however it is cut', async () => {
  const text = '{"käse":"🧀"}';
  const bytes = [...Buffer.from(text)].map((byte) => Buffer.from([byte]));
  const { input } = await readInput({ data: '-' }, undefined, { cwd: '/', stdin: Readable.from(bytes) });
  expect(input.data.text).toBe(text);
});

test('without flags the sample of the project is taken', async () => {
  await using dir = await tempDir({ 'input/data.json': awkward, 'input/params.json': '{"p":1}' });
  const { input } = await readInput({}, await loadProject(dir.path), world(dir.path));
  expect([input.data.text, input.params.text]).toEqual([awkward, '{"p":1}']);
});

test('a flag replaces only its own half of the sample', async () => {
  await using dir = await tempDir({ 'input/data.json': '{"d":1}', 'input/params.json': '{"p":1}' });
  const { input } = await readInput({ params: '{}' }, await loadProject(dir.path), world(dir.path));
  expect([input.data.text, input.params.text]).toEqual(['{"d":1}', '{}']);
});

test('a missing sample, and no project at all, stand for {}', async () => {
  await using dir = await tempDir();
  for (const project of [undefined, await loadProject(dir.path)]) {
    const { input } = await readInput({}, project, world(dir.path));
    expect([input.data.text, input.params.text]).toEqual(['{}', '{}']);
  }
});

test('a broken sample is an error that names the file and the place, never a silent default', async () => {
  await using dir = await tempDir({ 'input/data.json': '{\n  "a": NaN\n}' });
  await expect(readInput({}, await loadProject(dir.path), world(dir.path))).rejects.toMatchObject({
    code: 'INVALID_JSON',
    message: expect.stringContaining(`${join('input', 'data.json')} is not valid JSON (line 2, column 8)`),
  });
});

test('null becomes {}, and anything but an object is refused', async () => {
  const { input } = await readInput({ data: 'null' }, undefined, world());
  expect(input.data.text).toBe('{}');
  await expect(readInput({ data: '[1]' }, undefined, world())).rejects.toMatchObject({
    code: 'INPUT_NOT_OBJECT',
    message: '--data holds an array, but the platform accepts only a JSON object.',
  });
});

test('standard input is named when it is no JSON, also when it is empty', async () => {
  await expect(readInput({ data: '-' }, undefined, world('/', '{'))).rejects.toThrow('--data (standard input) is not');
  await expect(readInput({ params: '-' }, undefined, world())).rejects.toThrow('--params (standard input) is not');
});

test('standard input cannot be both halves', async () => {
  await expect(readInput({ data: '-', params: '-' }, undefined, world())).rejects.toMatchObject({
    code: 'USAGE',
    hint: 'See what is accepted with "planqk-service run --help".',
  });
});

test.each([
  ['@nope.json', 'there is no such file'],
  ['@.', 'it is a folder'],
  ['@latin1.json', 'it is not UTF-8 text'],
])('%s cannot be read: %s', async (data, reason) => {
  await using dir = await tempDir({ 'latin1.json': Buffer.from('{"a":"\xe4"}', 'latin1') });
  await expect(readInput({ data }, undefined, world(dir.path))).rejects.toMatchObject({
    code: 'INPUT_UNREADABLE',
    message: `--data (${data.slice(1)}) cannot be read: ${reason}`,
  });
});

test('UTF-16, as Windows PowerShell writes it, is named as such', async () => {
  await using dir = await tempDir({ 'utf16.json': Buffer.from('\uFEFF{"a": 1}', 'utf16le') });
  await expect(readInput({ data: '@utf16.json' }, undefined, world(dir.path))).rejects.toMatchObject({
    code: 'INVALID_JSON',
    message: '--data (utf16.json) is not valid JSON (line 1, column 1): it looks like UTF-16; JSON files are UTF-8.',
  });
});

test('a byte order mark is refused as the service itself would refuse it', async () => {
  await using dir = await tempDir({ 'bom.json': '\uFEFF{}' });
  await expect(readInput({ data: '@bom.json' }, undefined, world(dir.path))).rejects.toMatchObject({
    code: 'INVALID_JSON',
  });
});

test('more than the platform accepts is a warning, and with --strict an error', async () => {
  const data = JSON.stringify({ text: 'x'.repeat(1_000_000) });
  const { warnings } = await readInput({ data }, undefined, world());
  expect(warnings).toEqual([expect.stringMatching(/^--data has \d+ bytes/)]);
  await expect(readInput({ data, strict: true }, undefined, world())).rejects.toMatchObject({
    code: 'INPUT_TOO_LARGE',
  });
});
