import { join } from 'node:path';
import { createInput } from '@planqk-service/core';
import { describe, expect, test } from 'vitest';
import { followJob } from '../../src/actions/follow-job.ts';
import { openClient } from '../../src/actions/open-client.ts';
import { submitJob } from '../../src/actions/submit-job.ts';
import { type Fault, jobId, serviceApi } from '../helpers/service-api.ts';
import { tempDir } from '../helpers/temp-dir.ts';
import { testWorld } from '../helpers/world.ts';

const { input } = createInput();
const flags = (url: string) => ({ url, patience: '5m' });

/** A job that runs for ever; Ctrl-C comes with the nth question. */
async function runningJob(interruptAt: readonly number[], fault?: (count: number) => Fault) {
  const world = testWorld();
  const api = await serviceApi({
    statuses: ['RUNNING'],
    fault: (_asked, count) => {
      if (interruptAt.includes(count)) world.interrupt();
      return fault?.(count);
    },
  });
  return { world, api, open: await openClient(flags(api.url), world) };
}

describe('Ctrl-C while waiting', () => {
  test('leaves the job running, and says how to get back to it', async () => {
    const { world, api, open } = await runningJob([2]);
    await using _ = api;
    await expect(followJob(open, jobId, { cancelOnInterrupt: false }, world)).rejects.toMatchObject({
      code: 'WAIT_INTERRUPTED',
      exitCode: 130,
      hint: `Get back to it with "planqk-service call result ${jobId} --wait --url ${api.url}", or end it with "planqk-service call cancel ${jobId} --url ${api.url}".`,
    });
    expect(api.calls).not.toContain('PUT /{id}/cancel');
  });

  test('cancels the job when that was asked for', async () => {
    const { world, api, open } = await runningJob([2]);
    await using _ = api;
    const followed = await followJob(open, jobId, { cancelOnInterrupt: true }, world);
    expect(followed).toMatchObject({ job: { status: 'CANCELLED' }, error: { code: 'JOB_CANCELLED', exitCode: 130 } });
    expect(api.calls.at(-1)).toBe('PUT /{id}/cancel');
    expect(world.stderr.text).toContain(`Cancelling job ${jobId}`);
  });

  test('twice leaves the job to itself, even if it should be cancelled', async () => {
    const world = testWorld();
    await using api = await serviceApi({
      statuses: ['RUNNING'],
      fault: ({ method }, count) => {
        if (count === 2 || method === 'PUT') world.interrupt();
        return method === 'PUT' ? 'say-nothing' : undefined;
      },
    });
    const open = await openClient(flags(api.url), world);
    await expect(followJob(open, jobId, { cancelOnInterrupt: true }, world)).rejects.toMatchObject({
      code: 'WAIT_INTERRUPTED',
      details: { id: jobId },
    });
  });
});

describe('Ctrl-C while a job is created', () => {
  test('waits for the id', async () => {
    const { world, api, open } = await runningJob([1]);
    await using _ = api;
    expect(await submitJob(open, input, world)).toMatchObject({ id: jobId });
    expect(world.stderr.text).toContain('Waiting for the id of the job');
    await expect(followJob(open, jobId, { cancelOnInterrupt: false }, world)).rejects.toMatchObject({
      code: 'WAIT_INTERRUPTED',
    });
  });

  test('twice says that it may be running', async () => {
    const { world, api, open } = await runningJob([1], () => {
      world.interrupt();
      return 'say-nothing';
    });
    await using _ = api;
    await expect(submitJob(open, input, world)).rejects.toMatchObject({
      code: 'SUBMISSION_UNCERTAIN',
      details: { reason: 'the request was interrupted' },
    });
  });

  test('ends at once while the server takes no jobs', async () => {
    const { world, api, open } = await runningJob([1], () => ({ status: 429, headers: { 'retry-after': '200' } }));
    await using _ = api;
    await expect(submitJob(open, input, world)).rejects.toMatchObject({ code: 'INTERRUPTED', exitCode: 130 });
    expect(api.calls).toEqual(['POST /']);
  });
});

test('a token that would travel in the clear is told', async () => {
  const world = testWorld();
  await openClient({ ...flags('http://service.example/v1'), token: 'x' }, world);
  expect(world.stderr.text).toContain('The token is sent to service.example without encryption.');
});

test('the command that goes on names where the token comes from, and never the token', async () => {
  await using dir = await tempDir({ "it's": 'secret', plain: 'secret' });
  const command = async (token: object) =>
    (await openClient({ ...flags('http://127.0.0.1:1/v1'), ...token }, testWorld())).command('status x');
  const base = 'planqk-service call status x --url http://127.0.0.1:1/v1';
  const plain = join(dir.path, 'plain');
  expect(await command({})).toBe(base);
  expect(await command({ token: 'secret' })).toBe(base);
  expect(await command({ 'token-file': plain })).toBe(`${base} --token-file ${plain}`);
  expect(await command({ 'token-file': join(dir.path, "it's") })).toBe(`${base} --token-file '${dir.path}/it'\\''s'`);
});
