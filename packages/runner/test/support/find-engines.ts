import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isServiceError } from '@planqk-service/core';
import type { TestProject } from 'vitest/node';
import { createRunner } from '../../src/index.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    docker: string | undefined;
    podman: string | undefined;
  }
}

/** Engines to test on: `DOCKER_HOST` and `CONTAINER_HOST` (Podman), or the private ones of `scripts/engine`. */
export async function setup({ provide }: TestProject): Promise<void> {
  provide('docker', await answering(process.env.DOCKER_HOST ?? privateEngine('docker')));
  provide('podman', await answering(process.env.CONTAINER_HOST ?? privateEngine('podman')));
}

async function answering(address: string | undefined): Promise<string | undefined> {
  if (address === undefined) return undefined;
  try {
    await using _ = await createRunner({ dockerHost: address });
    return address;
  } catch (error) {
    if (isServiceError(error)) return undefined;
    throw error;
  }
}

function privateEngine(kind: 'docker' | 'podman'): string | undefined {
  const script = fileURLToPath(new URL('../../../../scripts/engine.mjs', import.meta.url));
  if (!existsSync(script)) return undefined;
  try {
    const text = execFileSync(process.execPath, [script, 'env', kind], { encoding: 'utf8', stdio: 'pipe' });
    return /^DOCKER_HOST=(\S+)$/m.exec(text)?.[1];
  } catch {
    return undefined;
  }
}
