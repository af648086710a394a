// Makes the pictures of docs/ui.md: node packages/server/ui/scripts/screenshots.ts [folder]
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exampleJobs } from '../test/stand-in/examples.ts';
import { startStandIn } from '../test/stand-in/server.ts';
import { openBrowser } from '../test/support/browser.ts';
import { chromiumPath } from '../test/support/chromium.ts';

const folder = process.argv[2] ?? fileURLToPath(new URL('../../../../docs/images', import.meta.url));
const executable = chromiumPath();
if (executable === undefined) throw new Error('There is no browser.');
await mkdir(folder, { recursive: true });

await using server = await startStandIn();
const { vqe, ghz } = exampleJobs(server);
const wide = { width: 1280, height: 800 };
const pictures = [
  { name: 'new-light', ready: '.editor .json-key', hash: '#/new', theme: 'light', size: wide },
  { name: 'plot-light', ready: '.plot canvas', hash: `#/job/${vqe.id}/interim`, theme: 'light', size: wide },
  { name: 'plot-dark', ready: '.plot canvas', hash: `#/job/${vqe.id}/interim`, theme: 'dark', size: wide },
  { name: 'result-light', ready: '.tree', hash: `#/job/${ghz.id}/result`, theme: 'light', size: wide },
  { name: 'result-dark', ready: '.tree', hash: `#/job/${ghz.id}/result`, theme: 'dark', size: wide },
  { name: 'log-light', ready: '.line', hash: `#/job/${vqe.id}/log`, theme: 'light', size: wide },
  { name: 'code-dark', ready: '.code', hash: `#/job/${ghz.id}/code`, theme: 'dark', size: wide },
  {
    name: 'result-360',
    ready: '.tree',
    hash: `#/job/${ghz.id}/result`,
    theme: 'light',
    size: { width: 360, height: 740 },
  },
  { name: 'new-360', ready: '.editor .json-key', hash: '#/new', theme: 'dark', size: { width: 360, height: 740 } },
  { name: 'jobs-360', ready: '.jobs li', hash: '#/jobs', theme: 'dark', size: { width: 360, height: 740 } },
] as const;

await using browser = await openBrowser(executable, { reducedMotion: 'reduce' });
const page = await browser.newPage();
for (const { name, ready, hash, theme, size } of pictures) {
  await page.emulateMedia({ colorScheme: theme });
  await page.setViewportSize(size);
  await page.goto('about:blank');
  await page.goto(`${server.url}/ui${hash}`);
  await page.locator('.dot-online').waitFor();
  await page.locator(ready).first().waitFor();
  await page.screenshot({ path: join(folder, `${name}.png`) });
}
