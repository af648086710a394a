import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { chromiumPath } from './chromium.ts';

declare module 'vitest' {
  interface ProvidedContext {
    chromium: string | undefined;
    docker: string | undefined;
  }
}

/** The browser and the engine to test with. In CI both must be there. */
export function setup({ provide }: TestProject): void {
  const chromium = chromiumPath();
  const docker = process.env['DOCKER_HOST'] ?? privateEngine();
  if (process.env['CI'] && (chromium === undefined || docker === undefined))
    throw new Error('CI needs a browser (node scripts/chromium.mjs) and an engine (node scripts/engine.mjs images).');
  if (chromium === undefined)
    console.error('\n!!! BROWSER TESTS SKIPPED: no browser, see "node scripts/chromium.mjs" !!!\n');
  if (docker === undefined)
    console.error('\n!!! BROWSER TESTS ON THE REAL SERVER SKIPPED: no engine, see "node scripts/engine.mjs up" !!!\n');
  provide('chromium', chromium);
  provide('docker', docker);
}

function privateEngine(): string | undefined {
  const script = fileURLToPath(new URL('../../../../../scripts/engine.mjs', import.meta.url));
  try {
    const text = execFileSync(process.execPath, [script, 'env', 'docker'], { encoding: 'utf8', stdio: 'pipe' });
    return /^DOCKER_HOST=(\S+)$/m.exec(text)?.[1];
  } catch {
    return undefined;
  }
}
