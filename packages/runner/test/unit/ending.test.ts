import type { IncomingMessage } from 'node:http';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { attachedEnding } from '../../src/docker/attached-run.ts';
import type { DockerClient } from '../../src/docker/client.ts';
import { ContainerWatch } from '../../src/docker/container-watch.ts';

/** An engine that has answered "wait", and tells events when it is made to. */
function engineThatAnswered(exitCode: number) {
  const answered = Promise.withResolvers<void>();
  const client = {
    wait: async () => {
      setImmediate(answered.resolve);
      return exitCode;
    },
  } as Partial<DockerClient> as DockerClient;
  const events = new PassThrough();
  const watch = new ContainerWatch(events as unknown as IncomingMessage, false);
  const tell = (action: string, seconds: number, attributes = {}) =>
    events.write(`${JSON.stringify({ Action: action, Actor: { Attributes: attributes }, timeNano: seconds * 1e9 })}\n`);
  return { client, watch, events, tell, answered: answered.promise };
}

describe('how a container ended', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
  afterEach(() => void vi.useRealTimers());

  it('is told by the events even where the engine answers "wait" some moments before them', async () => {
    const { client, watch, tell, answered } = engineThatAnswered(0);
    tell('start', 1);
    tell('oom', 2);
    const ending = attachedEnding(client, 'c1', watch);
    await answered;
    await vi.advanceTimersByTimeAsync(500);
    tell('die', 3, { exitCode: '0' });
    expect(await ending).toEqual({
      exitCode: 0,
      startedAt: new Date(1_000),
      endedAt: new Date(3_000),
      oomKilled: true,
    });
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is the answer to "wait" at once where the events have broken off', async () => {
    const { client, watch, events, answered } = engineThatAnswered(3);
    const ending = attachedEnding(client, 'c1', watch);
    await answered;
    events.destroy();
    expect(await ending).toMatchObject({ exitCode: 3, oomKilled: false });
  });

  it('is the answer to "wait" where nothing is told for a while', async () => {
    const { client, watch, answered } = engineThatAnswered(3);
    const ending = attachedEnding(client, 'c1', watch);
    await answered;
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await ending).toMatchObject({ exitCode: 3 });
  });

  it('of one that was killed is told by the events, which know of memory, as long as the engine may still be removing it', async () => {
    const { client, watch, tell, answered } = engineThatAnswered(137);
    const ending = attachedEnding(client, 'c1', watch);
    await answered;
    await vi.advanceTimersByTimeAsync(9_000);
    tell('die', 3, { exitCode: '137' });
    tell('oom', 3);
    tell('destroy', 4);
    expect(await ending).toMatchObject({ exitCode: 137, oomKilled: true });
  });

  it('of one that was killed is the answer to "wait" where nothing is told at all', async () => {
    const { client, watch, answered } = engineThatAnswered(137);
    const ending = attachedEnding(client, 'c1', watch);
    await answered;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await ending).toMatchObject({ exitCode: 137, oomKilled: false });
  });
});
