import { describe, expect, test } from 'vitest';
import { parseBase } from '../../src/client/address.ts';
import { ServiceClient } from '../../src/client/service-client.ts';
import { type WaitOptions, waitForJob } from '../../src/client/wait-for-job.ts';
import { StoppedClock } from '../helpers/stopped-clock.ts';

type Reply = Response | Error;

/** Waits for a job whose server answers these in turn, the last one for ever; interim results there are none. */
function wait(replies: readonly (() => Reply)[], options: Partial<WaitOptions> = {}) {
  const clock = new StoppedClock();
  const statuses: string[] = [];
  let polls = 0;
  const client = new ServiceClient({
    base: parseBase('http://service.test/v1'),
    token: { current: undefined, renew: async () => false },
    clock,
    fetch: async (url) => {
      if (String(url).includes('interim')) return new Response('[]');
      const reply = replies[Math.min(polls, replies.length - 1)]?.() as Reply;
      polls += 1;
      if (reply instanceof Error) throw reply;
      return reply;
    },
    onTrouble: () => undefined,
    resumeCommand: (id) => `resume ${id}`,
  });
  const ended = waitForJob(client, '1', {
    signal: new AbortController().signal,
    patienceMs: 60_000,
    onStatus: ({ status }) => statuses.push(status),
    onInterim: () => undefined,
    ...options,
  });
  return { ended, clock, statuses };
}

const job = (status: string) => () => new Response(JSON.stringify({ id: '1', status }));
const busy = (retryAfter: string) => () => new Response('', { status: 429, headers: { 'retry-after': retryAfter } });
const refused = () => new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED' } });

describe('waiting for a job', () => {
  test('takes every status in its turn, and begins the pauses anew after each', async () => {
    const { ended, clock, statuses } = wait([
      job('PENDING'),
      job('PENDING'),
      job('UNKNOWN'),
      job('RUNNING'),
      job('RUNNING'),
      job('SUCCEEDED'),
    ]);
    await expect(ended).resolves.toMatchObject({ job: { status: 'SUCCEEDED' } });
    expect(statuses).toEqual(['PENDING', 'UNKNOWN', 'RUNNING', 'SUCCEEDED']);
    expect(clock.slept).toEqual([250, 375, 250, 250, 375]);
  });

  test('takes a status of a newer platform for one that may still change', async () => {
    const { ended, statuses } = wait([job('QUEUED'), job('FAILED')]);
    await expect(ended).resolves.toMatchObject({ job: { status: 'FAILED' } });
    expect(statuses).toEqual(['UNKNOWN', 'FAILED']);
  });

  test('gives the server the time that it asks for', async () => {
    const { ended, clock } = wait([busy('7'), job('SUCCEEDED')]);
    await ended;
    expect(clock.slept).toEqual([7_000]);
  });

  test('survives a server that is away, which a new job does not', async () => {
    const { ended } = wait([refused, refused, job('SUCCEEDED')]);
    await expect(ended).resolves.toMatchObject({ job: { status: 'SUCCEEDED' } });
  });
});

describe('waiting ends', () => {
  test('at the timeout, not long behind it, and says how to go on', async () => {
    const { ended, clock } = wait([job('RUNNING')], { timeoutMs: 3_000 });
    await expect(ended).rejects.toMatchObject({
      code: 'WAIT_TIMED_OUT',
      exitCode: 7,
      details: { id: '1', status: 'RUNNING', resume: 'resume 1' },
    });
    expect(clock.time).toBe(3_000);
  });

  test('at once when the server wants more time than there is', async () => {
    const { ended, clock } = wait([job('RUNNING'), busy('3600')], { timeoutMs: 60_000 });
    await expect(ended).rejects.toMatchObject({ code: 'WAIT_TIMED_OUT' });
    expect(clock.time).toBe(250);
  });

  test('when there was no usable answer for too long', async () => {
    const { ended, clock } = wait([job('RUNNING'), refused]);
    await expect(ended).rejects.toMatchObject({
      code: 'API_UNREACHABLE',
      exitCode: 8,
      details: { id: '1', reason: 'the connection was refused', resume: 'resume 1' },
    });
    expect(clock.time).toBe(60_250);
  });

  test.each<[string, () => Reply, string]>([
    ['the job is not known', () => new Response('{}', { status: 404 }), 'JOB_NOT_FOUND'],
    ['the token is refused', () => new Response('{}', { status: 401 }), 'API_UNAUTHORIZED'],
    ['a page comes back', () => new Response('<html>'), 'API_ANSWER_INVALID'],
    ['something else than a job comes back', () => new Response('[]'), 'API_ANSWER_INVALID'],
  ])('when %s', async (_when, reply, code) => {
    await expect(wait([job('RUNNING'), reply]).ended).rejects.toMatchObject({ code, details: { id: '1' } });
  });
});
