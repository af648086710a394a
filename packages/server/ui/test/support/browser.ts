import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // A name of this machine that browsers do not take for secure, as they do localhost.
  '--host-resolver-rules=MAP planqk.test 127.0.0.1',
];

/** A browser with an empty profile of its own, which goes with it. */
export async function openBrowser(executablePath: string, options: BrowserContextOptions = {}) {
  const profile = await mkdtemp(join(tmpdir(), 'planqk-chromium-'));
  const context: BrowserContext = await chromium.launchPersistentContext(profile, {
    executablePath,
    args: flags,
    viewport: { width: 1280, height: 860 },
    ...options,
  });
  return {
    context,
    newPage: (): Promise<Page> => context.newPage(),
    async [Symbol.asyncDispose]() {
      await context.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}
