import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { resultLine } from '../../../test/support/probe.ts';
import { type Served, serve } from '../../../test/support/serve.ts';
import { describeInBrowser, openPage, showsStatus, write } from '../support/tests.ts';

const clipboard = { permissions: ['clipboard-read', 'clipboard-write'] };
const result = '{"seed": 9007199254740993, "far": 1e400}';

async function succeeded(served: Served): Promise<string> {
  const id = await served.submit({ print: `one\ntwo\n${resultLine(result)}`, stderr: 'a warning\n' });
  await served.reaches(id, 'SUCCEEDED');
  return id;
}

const copied = (page: Page) => page.evaluate<string>('navigator.clipboard.readText()');

/** Clicks on Download; what is saved, and under which name. */
async function saved(page: Page): Promise<{ name: string; text: string }> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download' }).click(),
  ]);
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
}

describeInBrowser('what a user takes away from the page', {}, () => {
  test('programs, the id, results and inputs are copied as they are shown', async () => {
    await using served = await serve();
    const id = await succeeded(served);
    await using browser = await openPage(clipboard);
    const { page, complaints } = browser;
    await page.goto(`${served.server.url}/ui/#/job/${id}/code`);
    for (const [language, line] of [
      ['curl', '#!/usr/bin/env bash'],
      ['Python', 'import urllib.request'],
      ['TypeScript', "import { setTimeout as sleep } from 'node:timers/promises';"],
    ] as const) {
      await page.getByRole('radio', { name: language }).check();
      await page.getByRole('button', { name: 'Copy', exact: true }).click();
      await page.getByRole('button', { name: 'Copied' }).waitFor();
      const text = await copied(page);
      expect(text).toBe(await page.locator('.code pre').textContent());
      expect(text.split('\n')).toContain(line);
      await page.getByRole('button', { name: 'Copy', exact: true }).waitFor();
    }
    await page.getByRole('button', { name: 'Copy id' }).click();
    await expect.poll(() => copied(page)).toBe(id);
    await page.getByRole('tab', { name: /^Result/ }).click();
    await page.getByRole('radio', { name: 'Raw' }).check();
    await page.getByRole('button', { name: 'Copy', exact: true }).click();
    await expect.poll(() => copied(page)).toBe(result);
    expect(complaints).toEqual([]);
  });

  test('is copied under an address that browsers do not call secure, too', async () => {
    await using served = await serve({ allowHosts: ['planqk.test'] });
    const id = await succeeded(served);
    await using browser = await openPage(clipboard);
    const { page } = browser;
    await page.goto(`http://planqk.test:${served.server.port}/ui/#/job/${id}/code`);
    expect(await page.evaluate('isSecureContext')).toBe(false);
    await page.getByRole('button', { name: 'Copy id' }).click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    expect(await page.evaluate<string>('document.activeElement?.textContent?.trim()')).toBe('Copied');
    await page.goto(`${served.server.url}/ui/`);
    expect(await copied(page)).toBe(id);
  });

  test.each([undefined, 'secret'])('results and logs are saved as files, with the token %s', async (token) => {
    await using served = await serve({ ...(token && { token }) });
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const body = JSON.stringify({ data: { print: `one\ntwo\n${resultLine(result)}`, stderr: 'a warning\n' } });
    const { id } = (await served.ask('POST', '/', { headers, body })).body as { id: string };
    await served.reaches(id, 'SUCCEEDED');
    await using browser = await openPage();
    const { page, complaints } = browser;
    await page.goto(`${served.server.url}/ui/#/job/${id}/result`);
    if (token !== undefined) {
      await page.getByLabel('Token').fill(token);
      await page.getByRole('button', { name: 'Continue' }).click();
    }
    expect(await saved(page)).toEqual({ name: `result-${id.slice(0, 8)}.json`, text: result });
    await page.getByRole('tab', { name: 'Log' }).click();
    await page.locator('.line', { hasText: 'a warning' }).waitFor();
    const log = await saved(page);
    expect(log.name).toBe(`log-${id.slice(0, 8)}.txt`);
    expect(log.text.split('\n').toSorted()).toEqual(['', 'a warning', 'one', 'two']);
    expect(complaints).toEqual([]);
  });

  test('a file that cannot be saved is told of', async () => {
    const served = await serve({ token: 'secret' });
    const headers = { authorization: 'Bearer secret', 'content-type': 'application/json' };
    const body = JSON.stringify({ data: { print: resultLine(result) } });
    const { id } = (await served.ask('POST', '/', { headers, body })).body as { id: string };
    await served.reaches(id, 'SUCCEEDED');
    await using browser = await openPage();
    const { page, complaints } = browser;
    await page.goto(`${served.server.url}/ui/#/job/${id}/result`);
    await page.getByLabel('Token').fill('secret');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('button', { name: 'Download' }).waitFor();
    await served[Symbol.asyncDispose]();
    await page.getByRole('button', { name: 'Download' }).click();
    await page.getByText('The file could not be saved: The server does not answer.').waitFor();
    expect(complaints).toEqual([]);
  });
});

describeInBrowser('the page while a developer works', {}, () => {
  test('an input is edited and runs again, and the job that it came from stays as it is', async () => {
    await using served = await serve();
    const { body } = await served.post('{"data": {"echo": true, "n": 9007199254740993}, "params": {"shots": 1.0}}');
    const { id } = body as { id: string };
    await served.reaches(id, 'SUCCEEDED');
    await using browser = await openPage();
    const { page, complaints } = browser;
    await page.goto(`${served.server.url}/ui/#/job/${id}/input`);
    await page.getByRole('link', { name: 'Edit and submit' }).click();
    const data = page.getByLabel('data', { exact: true });
    await expect.poll(() => data.inputValue()).toContain('9007199254740993');
    expect(await page.getByLabel('params', { exact: true }).inputValue()).toBe('{\n  "shots": 1.0\n}');
    await write(page, 'data', (await data.inputValue()).replaceAll('\n', ' ').replace('993', '995'));
    await page.getByRole('button', { name: 'Submit', exact: true }).click();
    await showsStatus(page, 'SUCCEEDED');
    await page.getByRole('treeitem', { name: '9007199254740995' }).waitFor();
    expect(page.url()).not.toContain(id);
    expect((await served.ask('GET', `/${id}/result`)).text).toContain('9007199254740993');

    const second = page.url();
    await page.getByRole('button', { name: 'Run again' }).click();
    await page.waitForURL((url) => url.href !== second && url.hash.startsWith('#/job/'));
    await page.getByRole('treeitem', { name: '9007199254740995' }).waitFor();
    expect(complaints).toEqual([]);
  });

  test('a build that failed is told, after a reload too, until one succeeds', async () => {
    const changed = Promise.withResolvers<() => void>();
    const watch = (onChange: () => void) => {
      changed.resolve(onChange);
      return { [Symbol.asyncDispose]: async () => undefined };
    };
    await using served = await serve({ watch });
    const onChange = await changed.promise;
    await using browser = await openPage();
    const { page, complaints } = browser;
    await page.goto(`${served.server.url}/ui/`);
    await page.getByText('Reset to the sample').waitFor();
    const config = join(served.dir, 'planqk.json');
    const right = await readFile(config, 'utf8');
    await writeFile(config, '{');
    onChange();
    const failed = page.getByRole('status').filter({ hasText: 'The build of the new image failed.' });
    await failed.filter({ hasText: 'planqk.json' }).waitFor();
    await page.reload();
    await failed.waitFor();
    await write(page, 'data', '{"echo": true}');
    await page.getByRole('button', { name: 'Submit', exact: true }).click();
    await showsStatus(page, 'SUCCEEDED');
    await writeFile(config, right);
    onChange();
    await failed.waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
  });
});
