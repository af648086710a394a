import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type OutputEvent, OutputReader, profileV1 } from '../../src/contract/index.ts';

const folder = new URL('../../src/contract/', import.meta.url);

test('markers and paths are spelled in the profile and nowhere else', () => {
  const spellings = [profileV1.markers.prefix, profileV1.input.folder, profileV1.input.folderVariable];
  const files = readdirSync(folder).filter((name) => name !== 'profile.ts');
  expect(
    files.filter((name) => spellings.some((text) => readFileSync(new URL(name, folder), 'utf8').includes(text))),
  ).toEqual([]);
});

test('another generation with other markers is one more object', () => {
  const markers = { prefix: '@@', result: '@@done', multiline: '@@many', interim: '@@soon' };
  const events: OutputEvent[] = [];
  const reader = new OutputReader({
    profile: { ...profileV1, id: 'test', markers },
    onEvent: (event) => events.push(event),
  });
  reader.write(Buffer.from('@@soon 1\n@@done: 2\nPlanQK:Job:Result: 3\n'));
  reader.end();
  expect(events.map((event) => event.type)).toEqual(['interim', 'result', 'log']);
});
