import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createServer } from '../../../src/index.ts';
import { describeInBrowser, openPage, showsStatus, write } from '../support/tests.ts';

const service = `#!/bin/sh
steps=$(sed -n 's/.*"steps": *\\([0-9]*\\).*/\\1/p' /var/input/data.json)
echo "a warning" >&2
step=0
while [ "$step" -lt "$steps" ]; do
  step=$((step + 1))
  echo "step $step"
  echo "PlanQK:Job:InterimResult: {\\"step\\": $step, \\"energy\\": -$step.5}"
  sleep 0.1
done
echo 'PlanQK:Job:Result: {"seed": 9007199254740993, "counts": {"000": 506, "111": 518}}'
`;
const files = {
  Dockerfile: 'FROM debian:trixie-slim\nCOPY service.sh /service.sh\nENTRYPOINT ["/bin/sh", "/service.sh"]\n',
  'service.sh': service,
};
/** Long enough that no test sees its end. */
const endless = '{"steps": 100000}';

describeInBrowser('the page on the real server, with real containers', { engine: true }, () => {
  let folder: string;
  const images = new Set<string>();
  const serve = async (port = 0) => {
    const server = await createServer({
      project: folder,
      dockerHost: inject('docker'),
      concurrency: 1,
      port,
      graceMs: 0,
    });
    images.add(server.image);
    return server;
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'planqk-ui-'));
    const name = `ui-${folder
      .slice(-6)
      .toLowerCase()
      .replaceAll(/[^a-z0-9]/g, '0')}`;
    await writeFile(
      join(folder, 'planqk.json'),
      `{"name": "${name}", "resources": {"cpu": 1, "memory": 1}, "runtime": "DOCKER"}`,
    );
    for (const [file, text] of Object.entries(files)) await writeFile(join(folder, file), text);
  });
  afterAll(async () => {
    for (const image of images) await removeImage(image);
    await rm(folder, { recursive: true, force: true });
  });

  test('a job is submitted, waits, runs, plots and succeeds; another one is cancelled', async () => {
    await using server = await serve();
    await using browser = await openPage();
    const { page, complaints } = browser;
    const submit = async (data: string) => {
      await page.goto(`${server.url}/ui/#/new`);
      await page.getByText('Reset to the sample').waitFor();
      await write(page, 'data', data);
      await page.getByRole('button', { name: 'Submit', exact: true }).click();
    };
    await submit(endless);
    await showsStatus(page, 'RUNNING');
    const first = page.url();
    await submit('{"steps": 5}');
    await showsStatus(page, 'PENDING');
    const second = page.url();

    await page.goto(first);
    await page.getByRole('tab', { name: 'Interim results' }).click();
    await page.getByRole('img', { name: /^energy over step/ }).waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await showsStatus(page, 'CANCELLED');

    await page.goto(second);
    await showsStatus(page, 'SUCCEEDED');
    await page.getByRole('treeitem', { name: '9007199254740993' }).waitFor();
    expect(await page.locator('.bars tbody th').allInnerTexts()).toEqual(['000', '111']);
    await page.getByRole('tab', { name: 'Interim results' }).click();
    await page.getByRole('img', { name: 'energy over step, 5 results' }).waitFor();
    await page.getByRole('tab', { name: 'Log' }).click();
    await page.locator('.line-stderr', { hasText: 'a warning' }).waitFor();
    expect(complaints).toEqual([]);
  });

  test('a reload in the middle of a job shows the job as it is, and the same input runs again', async () => {
    await using server = await serve();
    await using browser = await openPage();
    const { page } = browser;
    const id = await submitted(server.url, '{"data": {"steps": 30}}');
    await page.goto(`${server.url}/ui/#/job/${id}/log`);
    await page.locator('.line', { hasText: 'step 1' }).first().waitFor();
    await page.reload();
    await page.locator('.line', { hasText: 'step 2' }).first().waitFor();
    await showsStatus(page, 'SUCCEEDED');
    await page.locator('.line', { hasText: 'step 30' }).waitFor();
    await page.getByRole('button', { name: 'Run again' }).click();
    await page.waitForURL((url) => !url.hash.includes(id));
    await showsStatus(page, 'SUCCEEDED');
  });

  test('a server that restarts in the middle of a job loses nothing, and the page goes on', async () => {
    const before = await serve();
    await using browser = await openPage();
    const { page } = browser;
    const id = await submitted(before.url, '{"data": {"steps": 60}}');
    await page.goto(`${before.url}/ui/#/job/${id}/interim`);
    await page.getByRole('img', { name: /^energy over step/ }).waitFor();
    await before.close({ graceMs: 0 });
    await page.getByText('The server does not answer.').waitFor();
    await using _after = await serve(before.port);
    await showsStatus(page, 'SUCCEEDED');
    await page.getByRole('img', { name: 'energy over step, 60 results' }).waitFor();
  });
});

async function submitted(url: string, body: string): Promise<string> {
  const response = await fetch(url, { method: 'POST', body, headers: { 'Content-Type': 'application/json' } });
  return ((await response.json()) as { id: string }).id;
}

/** Through the engine's own API: what the tests have made goes with them. */
async function removeImage(image: string): Promise<void> {
  const { protocol, pathname, hostname, port } = new URL(inject('docker') ?? '');
  const where = protocol === 'unix:' ? { socketPath: pathname } : { host: hostname, port };
  await new Promise<void>((resolve, reject) => {
    request({ ...where, method: 'DELETE', path: `/images/${encodeURIComponent(image)}?force=true` }, (response) => {
      response.resume().on('end', resolve);
    })
      .on('error', reject)
      .end();
  });
}
