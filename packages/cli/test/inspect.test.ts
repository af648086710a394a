import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { inspectLog } from '../src/actions/inspect-log.ts';
import { cli } from './helpers/cli.ts';
import { tempDir } from './helpers/temp-dir.ts';
import { testWorld } from './helpers/world.ts';

const clean = 'hi\nPlanQK:Job:InterimResult: 1\nPlanQK:Job:Result: {"a": 1}\n';

test('a clean log from standard input ends with 0 and tells what counts', async () => {
  const { exitCode, stdout, stderr } = await cli(['inspect'], { stdin: clean });
  expect([exitCode, stderr]).toEqual([0, '']);
  expect(stdout).toBe('- Output: 3 lines, 59 B\n- Result: line 3, 8 B\n- Interim results: 1, line 2\n');
});

test('a log file with errors ends with 3 and tells places and remedies', async () => {
  await using dir = await tempDir({ 'out.log': 'planqk:job:result: {}\n', 'err.log': 'x PlanQK:Job:Result: {}\n' });
  const argv = ['inspect', 'out.log', '--stderr', 'err.log'];
  const { exitCode, stdout } = await cli(argv, { cwd: dir.path });
  expect(exitCode).toBe(3);
  expect(stdout).toContain(
    '✘ 1:1 "planqk:job:result" is no marker; "PlanQK:Job:Result" is. MISSPELT_MARKER\n    Try: ',
  );
  expect(stdout).toContain('✘ stderr 1:3 ');
});

test('--json holds the inspection, with errors too', async () => {
  const good = JSON.parse((await cli(['inspect', '-', '--json'], { stdin: clean })).stdout);
  expect(good).toMatchObject({ ok: true, data: { source: 'standard input', result: { line: 3 }, findings: [] } });
  const bad = await cli(['inspect', '--json'], { stdin: 'nothing\n' });
  expect(JSON.parse(bad.stdout)).toMatchObject({
    ok: false,
    error: { code: 'INSPECTION_FAILED' },
    data: { findings: [{ code: 'NO_RESULT', line: 1 }] },
  });
  expect([bad.exitCode, bad.stderr]).toEqual([3, '']);
});

test('--format junit is XML with a failed case for each kind of error', async () => {
  const { exitCode, stdout } = await cli(['inspect', '--format', 'junit'], { stdin: '<&"\u0007\n' });
  expect(exitCode).toBe(3);
  expect(stdout).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\n<testsuites tests="\d+" failures="1" errors="0">/);
  expect(stdout).toContain('<testcase name="NO_RESULT" classname="planqk-service.inspect"><failure type="NO_RESULT"');
});

test.each([
  [['inspect', 'nope.log'], 'nope.log cannot be read: there is no such file'],
  [['inspect', '.'], '. cannot be read: it is a folder'],
])('%j ends with 3 and says why', async (argv, message) => {
  const { exitCode, stderr } = await cli(argv);
  expect(exitCode).toBe(3);
  expect(stderr).toContain(message);
});

test('at a terminal a file has to be named', async () => {
  const stdin = Object.assign(Readable.from([]), { isTTY: true });
  await expect(inspectLog(undefined, undefined, testWorld({ stdin }))).rejects.toMatchObject({ code: 'USAGE' });
});

test('Ctrl-C ends the reading', async () => {
  const stdin = new Readable({ read: () => undefined });
  const world = testWorld({ stdin });
  const inspected = inspectLog('-', undefined, world);
  setImmediate(() => world.interrupt());
  await expect(inspected).rejects.toMatchObject({ code: 'INTERRUPTED' });
});

test('a path counts from the working directory', async () => {
  await using dir = await tempDir({ 'logs/out.log': clean });
  const world = testWorld({ cwd: dir.path });
  expect(await inspectLog(join('logs', 'out.log'), undefined, world)).toMatchObject({ errors: 0, lines: 3 });
});
