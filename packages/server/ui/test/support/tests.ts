import type { BrowserContextOptions, Page } from 'playwright-core';
import { describe, inject } from 'vitest';
import { openBrowser } from './browser.ts';

/** Runs tests that need a browser, and an engine if `engine` says so; the global setup tells loudly what is missing. */
export function describeInBrowser(title: string, { engine = false }: { engine?: boolean }, tests: () => void): void {
  const absent = inject('chromium') === undefined || (engine && inject('docker') === undefined);
  describe.skipIf(absent)(title, tests);
}

/** A page of a browser of its own, with what it complained of: a clean page complains of nothing. */
export async function openPage(options: BrowserContextOptions = {}) {
  const browser = await openBrowser(inject('chromium') ?? '', options);
  const page: Page = await browser.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // Answers such as 404 and lost connections are told by the page itself.
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) complaints.push(message.text());
  });
  return { page, complaints, [Symbol.asyncDispose]: () => browser[Symbol.asyncDispose]() };
}

/** Resolves when the job that is shown has this status. */
export async function showsStatus(page: Page, status: string): Promise<void> {
  await page.locator(`.job-status .status-${status.toLowerCase()}`).waitFor();
}

/** Replaces what is in one of the editors. */
export async function write(page: Page, editor: 'data' | 'params', text: string): Promise<void> {
  await page.getByLabel(editor, { exact: true }).fill(text);
}
