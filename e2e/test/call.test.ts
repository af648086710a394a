import { beforeAll, describe, expect, test } from 'vitest';
import { makeProbe } from '../src/projects.ts';
import { service, startService } from '../src/service.ts';
import { finalStatuses, Serving } from '../src/serving.ts';
import { hostOf, suite } from '../src/suite.ts';

const host = hostOf('docker') ?? '';

describe.skipIf(host === '')('planqk-service call, against planqk-service serve', () => {
  let serving: Serving;
  const call = (...args: string[]) => ['call', ...args, '--url', serving.url, '--token', 'secret'];

  beforeAll(async () => {
    serving = await Serving.start(await makeProbe('call'), host, ['--token', 'secret'], 'secret');
  });

  test('prints the result as the service wrote it', async () => {
    const raw = '{"echo": true, "big": 9007199254740993, "huge": 1e400, "one": 1.0}';
    expect(await service(call('--data', raw))).toMatchObject({ exitCode: 0, stdout: `${raw}\n` });
  });

  test.each([
    ['a failure', '{"exit": 3}', 5, /exit code 3/],
    ['no result', '{}', 6, /JOB_WITHOUT_RESULT/],
    ['a result that is none', '{"print": "PlanQK:Job:Result: NaN\\n"}', 6, /INVALID_RESULT/],
  ])('ends as "run" does for %s', async (_name, data, exitCode, says) => {
    const end = await service(call('--data', data));
    expect(end).toMatchObject({ exitCode, stdout: '' });
    expect(end.stderr).toMatch(says);
  });

  test('leaves its job running at Ctrl-C, and tells how to get back to it', async () => {
    const command = startService(call('--data', '{"wait": true}'));
    await command.shows(/RUNNING/);
    command.kill('SIGINT');
    const { exitCode, stdout, stderr } = await command.ended;
    expect([exitCode, stdout]).toEqual([130, '']);
    const id = /planqk-service call result (\S+)/.exec(stderr)?.[1] ?? '';
    expect(await service(call('status', id))).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('RUNNING'),
    });
    expect(await service(call('cancel', id))).toMatchObject({
      exitCode: 0,
    });
    expect(await serving.becomes(id, finalStatuses)).toMatchObject({ status: 'CANCELLED' });
  });

  test.each(['SIGINT', 'SIGTERM'] as const)('cancels its job at %s when it was told to', async (signal) => {
    const command = startService(call('--data', '{"wait": true}', '--cancel-on-interrupt'));
    const [, id = ''] = await command.shows(/job (\S+) at/);
    await command.shows(/RUNNING/);
    command.kill(signal);
    expect(await command.ended).toMatchObject({ exitCode: 130, stdout: '' });
    expect(await serving.becomes(id, finalStatuses)).toMatchObject({ status: 'CANCELLED' });
  });

  test('says of a server that is not there, and of a token that is wrong, what to do', async () => {
    const gone = ['call', '--url', 'http://127.0.0.1:1', '--data', '{}', '--patience', '1s'];
    const away = await service(gone, { cwd: suite.folder });
    expect(away).toMatchObject({ exitCode: 8, stdout: '', stderr: expect.stringContaining('API_UNREACHABLE') });
    const wrong = await service(['call', '--url', serving.url, '--token', 'x', '--data', '{}']);
    expect(wrong).toMatchObject({ exitCode: 8, stdout: '', stderr: expect.stringContaining('API_UNAUTHORIZED') });
  });
});
