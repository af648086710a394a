import { join } from 'node:path';
import type { CreateRequest, CreateWorld, Sink } from '../../src/command/index.ts';

const silent: Sink = { write: () => undefined, paint: (_style, text) => text };

/** What the command line gives when only a starter is named, and the folder "service". */
export function requestFor(starter: string, changes: Partial<CreateRequest> = {}): CreateRequest {
  const off = { dryRun: false, force: false, git: false, json: false, offline: false, runPostCreate: false };
  return { dir: 'service', starter, given: {}, variables: {}, yes: true, ...off, ...changes };
}

/** A world whose current folder is `cwd` and whose cache is in it. */
export function worldIn(cwd: string, env: Readonly<Record<string, string | undefined>> = {}): CreateWorld {
  return {
    cwd,
    env: { PATH: process.env['PATH'], HOME: cwd, PLANQK_SERVICE_CACHE: join(cwd, 'cache'), ...env },
    signal: new AbortController().signal,
    out: silent,
    err: silent,
    openTerminal: async () => undefined,
  };
}
