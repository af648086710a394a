import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { allRules, planFixes, projectFilesOf, runCheck } from '../../src/check/index.ts';
import { withTexts } from '../../src/check/project-files-of.ts';
import { projectSchemas } from '../../src/schemas/index.ts';
import { brief } from './find.ts';

const rules = allRules.filter(({ id }) => id.endsWith('-editor-schema'));

const found = async (texts: Record<string, string>) =>
  (await runCheck(projectFilesOf(texts), rules)).findings.map(brief);
const fixed = async (texts: Record<string, string>) => {
  const files = projectFilesOf(texts);
  const { findings } = await runCheck(files, rules);
  const changed = await planFixes(files, rules, findings);
  expect((await runCheck(withTexts(files, changed), rules)).findings).toEqual([]);
  return Object.fromEntries(changed);
};

describe.each([...projectSchemas])('$file and its JSON Schema', ({ file, path, reference, text }) => {
  const id = file === 'planqk.json' ? 'planqk-editor-schema' : 'settings-editor-schema';
  const published = readFileSync(new URL(`../../schemas/${path.split('/')[1]}`, import.meta.url), 'utf8');

  test('is offered the published one', () => {
    expect(text).toBe(published);
  });

  test('is fine where it names one that is there, or an address', async () => {
    expect(await found({ [file]: `{"$schema": "${reference}"}`, [path]: '{}' })).toEqual([]);
    expect(await found({ [file]: '{"$schema": "https://example.org/x.json"}' })).toEqual([]);
    expect(await found({ [file]: '{"$schema": "../x.json"}' })).toEqual([]);
    expect(await found({})).toEqual([]);
    expect(await found({ [file]: '[' })).toEqual([]);
  });

  test('is told about where it names one that is not there', async () => {
    expect(await found({ [file]: '{\n "$schema": "x.json"}' })).toEqual([`info ${id} ${file}:2:13`]);
    expect(await found({ [file]: `{"$schema": "${reference}"}` })).toEqual([`info ${id} ${file}:1:13`]);
  });

  test('gets back a copy that is lost', async () => {
    expect(await fixed({ [file]: `{"$schema": "${path}"}` })).toEqual({ [path]: text });
  });

  test('keeps the name of another schema', async () => {
    const files = projectFilesOf({ [file]: '{"$schema": "x.json"}' });
    const { findings } = await runCheck(files, rules);
    expect(await planFixes(files, rules, findings)).toEqual(new Map());
  });
});

describe('a planqk.json that names no schema', () => {
  const path = '.schemas/planqk.schema.json';

  test('is told so, a planqk-service.json is not', async () => {
    expect(await found({ 'planqk.json': '{}', 'planqk-service.json': '{}' })).toEqual([
      'info planqk-editor-schema planqk.json:1',
    ]);
  });

  test.each([
    ['{}', `{ "$schema": "./${path}" }`],
    ['{"name": "x"}', `{"$schema": "./${path}", "name": "x"}`],
    ['{\r\n\t"name": "$&"\r\n}', `{\r\n\t"$schema": "./${path}",\r\n\t"name": "$&"\r\n}`],
  ])('gets a copy, and %j one field more', async (before, after) => {
    expect(await fixed({ 'planqk.json': before })).toEqual({ 'planqk.json': after, [path]: expect.any(String) });
  });

  test('keeps a copy that is there', async () => {
    const copy = '{"title": "mine"}';
    expect(await fixed({ 'planqk.json': '{"a": 1}', [path]: copy })).toMatchObject({ [path]: copy });
  });
});
