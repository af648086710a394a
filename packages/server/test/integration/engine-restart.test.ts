import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type OwnEngine, obstacleToOwnEngine, ownEngine } from '../../../runner/test/support/own-engine.ts';
import { createServer, type Server, type ServerEvent } from '../../src/index.ts';
import { folderOf } from '../support/folders.ts';

const docker = inject('docker') ?? '';
const impossible = docker === '' || obstacleToOwnEngine !== undefined;

const project = {
  'planqk.json': '{"name": "restarted", "resources": {"cpu": 1, "memory": 1}, "runtime": "DOCKER"}',
  Dockerfile: 'FROM debian:trixie-slim\nCOPY service.sh /\nENTRYPOINT ["/bin/sh", "/service.sh"]\n',
  'service.sh': [
    'n=$(tr -cd 0-9 < /var/input/data.json)',
    'echo "PlanQK:Job:InterimResult: $n"',
    'sleep 1',
    'echo "PlanQK:Job:Result: $n"',
    '',
  ].join('\n'),
};

const finals = ['SUCCEEDED', 'FAILED', 'CANCELLED'];

describe.skipIf(impossible && !process.env['CI'])('a server whose engine is ended and started again', () => {
  let engine: OwnEngine;
  let folder: Awaited<ReturnType<typeof folderOf>>;

  beforeAll(async () => {
    folder = await folderOf(project);
    engine = await ownEngine();
    await engine.load(docker, 'debian:trixie-slim');
  });
  afterAll(async () => {
    await engine?.[Symbol.asyncDispose]();
    await folder?.[Symbol.asyncDispose]();
  });

  test('knows of every job what became of it, three times', { timeout: 180_000 }, async () => {
    const histories = new Map<string, string[]>();
    let told: () => void = () => undefined;
    const onEvent = (event: ServerEvent) => {
      if (event.type !== 'job') return;
      histories.set(event.job.id, [...(histories.get(event.job.id) ?? []), event.job.status]);
      told();
    };
    const until = (holds: () => boolean) =>
      new Promise<void>((resolve) => {
        told = () => {
          if (holds()) resolve();
        };
        told();
      });
    const statuses = () => [...histories.values()].map((history) => history.at(-1) as string);

    await using server: Server = await createServer({
      project: folder.path,
      dockerHost: engine.address,
      concurrency: 3,
      validate: false,
      onEvent,
    });
    const ask = async (path: string, body?: string) => {
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(`${server.url}${path}`, body === undefined ? {} : { method: 'POST', body, headers });
      return { status: response.status, text: await response.text() };
    };

    const numbers = new Map<string, number>();
    let next = 0;
    for (const signal of ['SIGTERM', 'SIGKILL', 'SIGTERM'] as const) {
      for (let count = 0; count < 8; count += 1, next += 1) {
        const { text } = await ask('/', `{"data": {"n": ${next}}}`);
        numbers.set((JSON.parse(text) as { id: string }).id, next);
      }
      await until(() => statuses().filter((status) => status === 'RUNNING').length >= 2);
      await engine.end(signal);
      // Accepted although the engine is away.
      const { status, text } = await ask('/', `{"data": {"n": ${next}}}`);
      expect(status).toBe(201);
      numbers.set((JSON.parse(text) as { id: string }).id, next);
      next += 1;
      await engine.start();
    }
    await until(() => histories.size === numbers.size && statuses().every((status) => finals.includes(status)));

    const became: Record<string, number> = {};
    for (const [id, n] of numbers) {
      const last = histories.get(id)?.at(-1) as string;
      const { status, text } = await ask(`/${id}/result`);
      expect(status).toBe(200);
      if (last === 'SUCCEEDED') expect(text).toBe(String(n));
      else expect(JSON.parse(text)).toEqual({ code: expect.any(String), detail: expect.stringMatching(/\S/) });
      const how = last === 'SUCCEEDED' ? last : `${last} ${(JSON.parse(text) as { code: string }).code}`;
      became[how] = (became[how] ?? 0) + 1;
      // Nothing comes behind an end.
      expect(histories.get(id)?.filter((status) => finals.includes(status))).toHaveLength(1);
    }
    console.error(`server: ${numbers.size} jobs through 3 restarts of their engine: ${JSON.stringify(became)}`);
    // Only what ran at a restart may have failed: three at a time.
    expect(became['SUCCEEDED']).toBeGreaterThanOrEqual(numbers.size - 9);
    expect(Object.keys(became).every((how) => ['SUCCEEDED', 'FAILED SERVICE_FAILED'].includes(how))).toBe(true);
  });
});
