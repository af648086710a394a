import { join } from 'node:path';
import type { Outcome } from '@planqk-service/core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createRunner, type Execution, type Image, type Runner } from '../../src/index.ts';
import { emptyInput } from '../support/empty-input.ts';
import { type Folder, projectFolder } from '../support/folders.ts';
import { buildScriptImage } from '../support/on-engines.ts';
import { type OwnEngine, obstacleToOwnEngine, ownEngine } from '../support/own-engine.ts';

const docker = inject('docker') ?? '';
const impossible = docker === '' || obstacleToOwnEngine !== undefined;

describe.skipIf(impossible && !process.env.CI)(
  'detached executions, when their engine is ended and started again',
  () => {
    let engine: OwnEngine;
    let runner: Runner;
    let image: Image;
    let folder: Folder;
    let store: string;

    beforeAll(async () => {
      folder = await projectFolder({ 'serve.db': '' });
      store = join(folder.path, 'serve.db');
      engine = await ownEngine();
      await engine.load(docker, 'debian:trixie-slim');
      runner = await createRunner({ dockerHost: engine.address });
      image = await buildScriptImage(runner);
    });
    afterAll(async () => {
      await runner?.[Symbol.asyncDispose]();
      await engine?.[Symbol.asyncDispose]();
      await folder?.[Symbol.asyncDispose]();
    });

    const start = (executionId: string, SCRIPT: string) =>
      runner.start(image, emptyInput, { executionId, detached: { store }, env: { SCRIPT } });

    const outcomes = async (): Promise<Record<string, Outcome>> => {
      const found = await runner.listDetached(store);
      const taken = found.map(async ({ executionId }) => {
        const { outcome } = await runner.reattach(executionId, { store });
        return [executionId, await outcome] as const;
      });
      return Object.fromEntries(await Promise.all(taken));
    };

    it.each(['SIGTERM', 'SIGKILL'] as const)('have each an outcome of their own, none is lost (%s)', async (signal) => {
      const done = await start('done', `printf 'PlanQK:Job:Result: 1'`);
      expect((await done.outcome).status).toBe('SUCCEEDED');
      const rude = await start('rude', 'for i in $(seq 1000); do echo "PlanQK:Job:InterimResult: $i"; sleep 0.1; done');
      const polite = await start(
        'polite',
        `trap 'printf "PlanQK:Job:Result: 9"; exit 0' TERM; echo "PlanQK:Job:InterimResult: 0"; while :; do sleep 0.1; done`,
      );
      await Promise.all([rude, polite].map(firstInterim));
      await engine.end(signal);
      const away = await rude.outcome;
      // An engine that is killed tells nothing any more.
      expect(away).toMatchObject(
        signal === 'SIGKILL' ? { exitCode: null, error: { cause: { code: 'ENGINE_LOST' } } } : { exitCode: 143 },
      );
      await polite.outcome;

      await engine.start();
      const found = await outcomes();
      expect(Object.keys(found).sort()).toEqual(['done', 'polite', 'rude']);
      expect(found.done).toMatchObject({ status: 'SUCCEEDED', exitCode: 0 });
      expect(found.done?.result?.text).toBe('1');
      expect(found.polite).toMatchObject({ status: 'SUCCEEDED', interimResultCount: 1 });
      expect(found.polite?.result?.text).toBe('9');
      expect(found.rude).toMatchObject({ status: 'FAILED', exitCode: 143, error: { code: 'SERVICE_FAILED' } });
      const { interimResults = [] } = found.rude ?? {};
      expect(interimResults.length).toBeGreaterThanOrEqual(away.interimResultCount);
      expect(interimResults.map(({ text }) => Number(text))).toEqual(interimResults.map((_, index) => index + 1));

      for (const executionId of Object.keys(found)) await runner.removeDetached(executionId, { store });
      expect(await runner.listDetached(store)).toEqual([]);
    });
  },
);

async function firstInterim(execution: Execution): Promise<void> {
  for await (const { type } of execution) if (type === 'interim') return;
}
