import { PassThrough, Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { DockerClient } from '../../src/docker/client.ts';
import { KeptLog } from '../../src/docker/kept-log.ts';
import type { OutputChunk } from '../../src/index.ts';
import { joinedOutput, type LogEntry, logFrame } from '../support/log.ts';

const whole: LogEntry[] = [
  { bytes: 'one\n' },
  { stream: 'stderr', bytes: 'two\n' },
  { bytes: 'three\n' },
  { bytes: 'four' },
];

/** An engine that has kept `whole`, and answers who follows with `followed`. */
function engineWith(followed: () => Readable) {
  const asked: string[] = [];
  const client = {
    logs: async (_id: string, { follow }: { follow: boolean }) => {
      asked.push(follow ? 'follow' : 'read');
      return follow ? followed() : Readable.from([Buffer.concat(whole.map(logFrame))]);
    },
  } as Partial<DockerClient> as DockerClient;
  return { client, asked };
}

async function textOf(log: KeptLog): Promise<Record<'stdout' | 'stderr', string>> {
  const parts = await Array.fromAsync(log.read());
  return { stdout: joinedOutput(parts, 'stdout').toString(), stderr: joinedOutput(parts, 'stderr').toString() };
}

const complete = { stdout: 'one\nthree\nfour', stderr: 'two\n' };
const ended = Promise.resolve();
const following = { withTimes: false, canFollow: true };
const polling = { withTimes: false, canFollow: false };

describe('KeptLog', () => {
  it('reads the log of a container that has ended, once', async () => {
    const { client, asked } = engineWith(() => Readable.from([]));
    expect(await textOf(new KeptLog(client, 'c1', following, undefined))).toEqual(complete);
    expect(asked).toEqual(['read']);
  });

  it.each([0, 1, 2, 3, 4])('brings what following has missed after %i entries, and nothing twice', async (count) => {
    const { client, asked } = engineWith(() => Readable.from(whole.slice(0, count).map(logFrame)));
    expect(await textOf(new KeptLog(client, 'c1', following, ended))).toEqual(complete);
    expect(asked).toEqual(['follow', 'read']);
  });

  it('brings what following has missed in the middle of an entry', async () => {
    const { client } = engineWith(() => Readable.from([Buffer.concat(whole.map(logFrame)).subarray(0, 17)]));
    expect(await textOf(new KeptLog(client, 'c1', following, ended))).toEqual(complete);
  });

  it('lets following break off, by the connection or in words of the engine', async () => {
    const said = logFrame({ bytes: 'unexpected EOF' });
    said[0] = 3;
    const failing = new PassThrough();
    failing.write(logFrame({ bytes: 'one\n' }));
    setImmediate(() => failing.destroy(Object.assign(new Error('aborted'), { code: 'ECONNRESET' })));
    for (const broken of [failing, Readable.from([logFrame({ bytes: 'one\n' }), said])]) {
      const { client } = engineWith(() => broken);
      expect(await textOf(new KeptLog(client, 'c1', following, ended))).toEqual(complete);
    }
  });

  it('fails when nobody can tell that the container has ended', async () => {
    const { client } = engineWith(() => Readable.from([]));
    const lost = Promise.reject(new Error('lost'));
    await expect(textOf(new KeptLog(client, 'c1', following, lost))).rejects.toThrow('lost');
  });

  it('reads no further when it is closed', async () => {
    const stream = new PassThrough();
    const { client, asked } = engineWith(() => stream);
    const log = new KeptLog(client, 'c1', following, ended);
    const reading = log.read()[Symbol.asyncIterator]();
    stream.write(logFrame({ bytes: 'one\n' }));
    await reading.next();
    log.close();
    expect(await reading.next()).toEqual({ done: true, value: undefined });
    expect(stream.destroyed).toBe(true);
    expect(asked).toEqual(['follow']);
  });

  it('reads a log that cannot be followed again and again, without its last entry until the container has ended', async () => {
    const ending = Promise.withResolvers<void>();
    const half = logFrame({ bytes: 'thr\n' });
    const states = [
      [logFrame({ bytes: 'one\n' })],
      [logFrame({ bytes: 'one\n' }), logFrame({ stream: 'stderr', bytes: 'two\n' }), half],
      whole.map(logFrame),
    ];
    let reads = 0;
    const client = {
      logs: async () => {
        reads += 1;
        if (reads === states.length) ending.resolve();
        return Readable.from(states[Math.min(reads, states.length) - 1] ?? []);
      },
    } as Partial<DockerClient> as DockerClient;
    expect(await textOf(new KeptLog(client, 'c1', polling, ending.promise))).toEqual(complete);
    expect(reads).toBe(states.length + 1);
  });

  it('tells the last entry of a log that stays as it is, while the container still runs', async () => {
    const ending = Promise.withResolvers<void>();
    const { client } = engineWith(() => Readable.from([]));
    const reading = new KeptLog(client, 'c1', polling, ending.promise).read();
    const seen: OutputChunk[] = [];
    for await (const chunk of reading) {
      seen.push(chunk);
      if (joinedOutput(seen, 'stdout').toString() === complete.stdout) ending.resolve();
    }
    expect(joinedOutput(seen, 'stdout').toString()).toBe(complete.stdout);
  });

  it('reads no further when it is closed between two readings', async () => {
    const ending = Promise.withResolvers<void>();
    const { client, asked } = engineWith(() => Readable.from([]));
    const log = new KeptLog(client, 'c1', polling, ending.promise);
    const reading = textOf(log);
    setImmediate(() => log.close());
    ending.reject(new Error('nobody waits any more'));
    await expect(reading).rejects.toThrow('nobody waits any more');
    expect(asked).toEqual(['read']);
  });
});
