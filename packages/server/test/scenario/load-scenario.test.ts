import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { builtInScenarios } from '../../src/scenario/built-in.ts';
import { loadScenario, parseScenario } from '../../src/scenario/load-scenario.ts';

describe('a scenario', () => {
  test.each(Object.keys(builtInScenarios))(
    'of the name %s is built in, says what it is, and fits the schema',
    async (name) => {
      const scenario = await loadScenario(name);
      expect(scenario).toBe(builtInScenarios[name]);
      expect(scenario.description).toMatch(/^[A-Z].+\.$/);
      expect(parseScenario(JSON.stringify(scenario), name)).toEqual(scenario);
    },
  );

  test('is read from a file', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'planqk-server-test-'));
    const path = join(dir, 'bad-day.json');
    await writeFile(path, '{"$schema": "x", "requests": [{"fault": "drop", "share": 0.5}]}');
    expect(await loadScenario(path)).toMatchObject({ requests: [{ fault: 'drop', share: 0.5 }] });
    await rm(dir, { recursive: true });
  });

  test('of the guide is one, and has an example of every part', async () => {
    const guide = new URL('../../../../docs/guides/clients-that-survive.md', import.meta.url);
    const [, example = ''] = /^```json\n(.*?)^```$/ms.exec(await readFile(guide, 'utf8')) ?? [];
    const parts = Object.keys(parseScenario(example, 'guide'));
    expect(parts).toEqual(['description', 'seed', 'submit', 'jobs', 'requests', 'token']);
  });

  test('that is not there is an error with the names that there are, and the nearest', async () => {
    await expect(loadScenario('unknwon')).rejects.toMatchObject({
      code: 'SCENARIO_UNKNOWN',
      exitCode: 2,
      message: expect.stringContaining('slow-start, long-pending, unknown, '),
      hint: 'Did you mean --scenario unknown?',
    });
    await expect(loadScenario('toString')).rejects.toMatchObject({ code: 'SCENARIO_UNKNOWN' });
  });

  test('that is a folder is an error', async () => {
    await expect(loadScenario(tmpdir())).rejects.toMatchObject({
      code: 'SCENARIO_INVALID',
      exitCode: 3,
      message: expect.stringContaining('it is a folder'),
    });
  });

  test.each<[string, string]>([
    ['[]', 'the file has to be an object'],
    ['{"request": []}', 'request is no field that is known'],
    ['{"requests": [{}]}', 'requests.0.fault is missing'],
    ['{"requests": [{"fault": "explode"}]}', 'requests.0.fault has to be one of drop, lose, cut, 400'],
    ['{"requests": [{"fault": 500, "share": 2}]}', 'requests.0.share has to be at most 1'],
    ['{"requests": [{"fault": 500, "on": ["post"]}]}', 'requests.0.on.0 has to be one of submit, status'],
    ['{"requests": [{"fault": 500, "on": []}]}', 'requests.0.on is empty'],
    ['{"jobs": {"pending": {}}}', 'jobs.pending.polls is missing'],
    ['{"jobs": {"unknown": {"polls": 0}}}', 'jobs.unknown.polls has to be at least 1'],
    ['{"submit": {"delayMs": "2s"}}', 'submit.delayMs has to be an integer'],
  ])('%s is wrong: %s', (text, problem) => {
    expect(() => parseScenario(text, 'x.json')).toThrow(expect.objectContaining({ code: 'SCENARIO_INVALID' }));
    expect(() => parseScenario(text, 'x.json')).toThrow(problem);
  });

  test('that is no JSON says where', () => {
    expect(() => parseScenario('{"a":}', 'x.json')).toThrow('x.json is not valid JSON (line 1, column 6)');
  });
});
