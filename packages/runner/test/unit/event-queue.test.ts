import { JsonText } from '@planqk-service/core';
import { describe, expect, it } from 'vitest';
import { EventQueue } from '../../src/run/event-queue.ts';
import type { ExecutionEvent } from '../../src/run/execution-event.ts';

const megabyte = 1024 * 1024;
const log = (size: number): ExecutionEvent => ({ type: 'log', stream: 'stdout', bytes: new Uint8Array(size) });
const json = JsonText.from('1', 'test');
const interim = (index: number): ExecutionEvent => ({ type: 'interim', json, index });

/** Whether `promise` is settled once everything that could settle it has had its turn. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  let settled = false;
  promise.finally(() => {
    settled = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  return settled;
}

describe('EventQueue', () => {
  it('hands events on in order, those from before the reader came too', async () => {
    const queue = new EventQueue();
    await queue.push(interim(0));
    const reader = queue.read();
    expect((await reader.next()).value).toEqual(interim(0));
    const next = reader.next();
    await queue.push(interim(1));
    expect((await next).value).toEqual(interim(1));
    queue.close();
    expect((await reader.next()).done).toBe(true);
  });

  it('drops nothing before its reader had a turn to come', async () => {
    const queue = new EventQueue();
    const full = queue.push(log(2 * megabyte));
    await Promise.resolve();
    const reader = queue.read();
    expect(await isSettled(full)).toBe(false);
    expect((await reader.next()).value).toMatchObject({ type: 'log' });
    await full;
  });

  it('drops nothing between the call of the reader and its first event', async () => {
    const queue = new EventQueue();
    const reader = queue.read();
    const full = queue.push(log(2 * megabyte));
    expect(await isSettled(full)).toBe(false);
    expect((await reader.next()).value).toMatchObject({ type: 'log' });
    await full;
  });

  it('lets the writer wait for a slow reader', async () => {
    const queue = new EventQueue();
    const reader = queue.read();
    const first = reader.next();
    await queue.push(log(1));
    await first;
    const full = queue.push(log(megabyte));
    expect(await isSettled(full)).toBe(false);
    await reader.next();
    expect(await isSettled(full)).toBe(true);
  });

  it('lets the writer wait also for a reader of very many small events', async () => {
    const queue = new EventQueue();
    const reader = queue.read();
    const first = reader.next();
    await queue.push(interim(0));
    await first;
    let last = Promise.resolve();
    for (let index = 0; index < 20_000; index += 1) last = queue.push(interim(index));
    expect(await isSettled(last)).toBe(false);
  });

  it('never waits when nobody reads: it drops the log and keeps what counts', async () => {
    const queue = new EventQueue();
    await queue.push({ type: 'warning', text: 'careful' });
    await queue.push(interim(0));
    for (let count = 0; count < 10; count += 1) await queue.push(log(megabyte));
    await queue.push({ type: 'result', json });
    queue.close();
    const kept = await Array.fromAsync(queue.read());
    expect(kept.map(({ type }) => type)).toEqual(['warning', 'interim', 'result']);
  });

  it('keeps a bounded number of interim results when nobody reads, the newest and every result', async () => {
    const queue = new EventQueue();
    await queue.push({ type: 'result', json });
    for (let index = 0; index < 100_000; index += 1) await queue.push(interim(index));
    queue.close();
    const kept = await Array.fromAsync(queue.read());
    expect(kept.length).toBeLessThan(12_000);
    expect(kept[0]).toEqual({ type: 'result', json });
    expect(kept.at(-1)).toEqual(interim(99_999));
  });

  it('lets the writer go when the reader leaves', async () => {
    const queue = new EventQueue();
    const reader = queue.read();
    const first = reader.next();
    await queue.push(log(1));
    await first;
    const full = queue.push(log(2 * megabyte));
    await reader.return(undefined);
    expect(await isSettled(full)).toBe(true);
    expect(await isSettled(queue.push(log(2 * megabyte)))).toBe(true);
  });

  it('lets the writer go when it is released', async () => {
    const queue = new EventQueue();
    const reader = queue.read();
    const first = reader.next();
    await queue.push(log(1));
    await first;
    const full = queue.push(log(2 * megabyte));
    queue.release();
    expect(await isSettled(full)).toBe(true);
    expect(await isSettled(queue.push(log(2 * megabyte)))).toBe(true);
  });

  it('refuses a second reader', async () => {
    const queue = new EventQueue();
    const reader = queue.read();
    const first = reader.next();
    expect(() => queue.read()).toThrow(/once only/);
    queue.close();
    await first;
  });
});
