import { JsonText } from '@planqk-service/core';
import { describe, expect, test } from 'vitest';
import { parseBase } from '../../src/client/address.ts';
import { readResult } from '../../src/client/read-result.ts';
import { ServiceClient } from '../../src/client/service-client.ts';
import { StoppedClock } from '../helpers/stopped-clock.ts';

/** The result of a job that has succeeded, when the server answers these in turn, the last one for ever. */
async function result(replies: readonly (() => Response)[]) {
  const clock = new StoppedClock();
  let asked = 0;
  const client = new ServiceClient({
    base: parseBase('http://service.test'),
    token: { current: undefined, renew: async () => false },
    clock,
    fetch: async () => {
      asked += 1;
      return replies[Math.min(asked, replies.length) - 1]?.() ?? new Response();
    },
    onTrouble: () => undefined,
    resumeCommand: (id) => `resume ${id}`,
  });
  const job = { id: '1', status: 'SUCCEEDED', json: JsonText.from('{}', 'job') } as const;
  const end = await readResult(client, job, { signal: new AbortController().signal, patienceMs: 60_000 });
  return { end, clock, asked };
}

const nothing = (code: string) => () => new Response(JSON.stringify({ code }), { status: 404 });

describe('a result that is not there', () => {
  test('may come late, and is asked for again', async () => {
    const { end, asked } = await result([nothing('NOT_FOUND'), nothing(''), () => new Response('1.0')]);
    expect(end).toMatchObject({ result: { text: '1.0' } });
    expect(asked).toBe(3);
  });

  test('is given up after 5 s', async () => {
    const { end, clock } = await result([nothing('NOT_FOUND')]);
    expect(end.error).toMatchObject({ code: 'JOB_WITHOUT_RESULT', exitCode: 6 });
    expect(clock.time).toBeGreaterThanOrEqual(5_000);
    expect(clock.time).toBeLessThan(8_000);
  });

  test('is given up at once when the server says that there is none', async () => {
    const { end, asked } = await result([nothing('NO_RESULT')]);
    expect(end.error).toMatchObject({ code: 'JOB_WITHOUT_RESULT' });
    expect(asked).toBe(1);
  });
});
