import { hostname } from 'node:os';
import Docker from 'dockerode';
import { afterAll, beforeAll, describe, expect, inject } from 'vitest';
import { type DockerClient, openDocker } from '../../src/docker/client.ts';
import { parseEndpoint } from '../../src/docker/endpoint.ts';
import { createRunner, type Image, type Runner } from '../../src/index.ts';
import { ownerLabel } from '../../src/run/labels.ts';
import { projectFolder } from './folders.ts';

type EngineName = 'docker' | 'podman';

export interface EngineUnderTest {
  readonly name: EngineName;
  readonly address: string;
  readonly runner: Runner;
  /** To see what is on the engine without the code under test. */
  readonly client: DockerClient;
  /** Runs the bash script in its variable SCRIPT. */
  readonly image: Image;
}

/**
 * Runs `tests` once for each engine. Afterwards nothing of this process may be left on it. Without the engine they are
 * skipped, which a reporter counts; in CI they fail.
 */
export function describeOnEngines(
  title: string,
  names: readonly EngineName[],
  tests: (engine: EngineUnderTest) => void,
): void {
  for (const name of names) {
    const address = inject(name) ?? '';
    const absent = address === '';
    describe.skipIf(absent && !process.env.CI)(`${title} (${name})`, () => {
      const engine = { name, address } as { -readonly [Key in keyof EngineUnderTest]: EngineUnderTest[Key] };
      beforeAll(async () => {
        if (absent) throw new Error(`CI needs an engine: start one with "node scripts/engine.mjs images ${name}"`);
        engine.runner = await createRunner({ dockerHost: address });
        engine.client = openDocker(parseEndpoint(address));
        engine.image = await buildScriptImage(engine.runner);
      });
      afterAll(async () => {
        if (absent) return;
        await engine.runner[Symbol.asyncDispose]();
        expect(await containersOf(engine.client, process.pid)).toEqual([]);
      });
      tests(engine);
    });
  }
}

/** Ids of the containers on the engine whose owner is the process `pid` of this machine. */
export async function containersOf(client: DockerClient, pid: number): Promise<string[]> {
  const containers = await client.listByLabel(`${ownerLabel}=${hostname()}/${pid}`);
  return containers.map(({ id }) => id);
}

/** What the engine says of a container, in dockerode's words. */
export async function inspectContainer(address: string, id: string): Promise<Docker.ContainerInspectInfo> {
  const endpoint = parseEndpoint(address);
  const socketPath = endpoint.kind === 'socket' ? endpoint.path : '';
  return new Docker({ socketPath }).getContainer(id).inspect();
}

export async function buildScriptImage(runner: Runner): Promise<Image> {
  await using dir = await projectFolder({
    Dockerfile: ['FROM debian:trixie-slim', `ENTRYPOINT ["bash", "-c", "eval \\"$SCRIPT\\""]`].join('\n'),
    'planqk.json': JSON.stringify({ name: 'runner-script', runtime: 'DOCKER', resources: { cpu: 1, memory: 1 } }),
  });
  return await runner.build(dir.path);
}
