// Makes the pictures of docs/ui.md: node packages/server/ui/scripts/screenshots.ts [folder]
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureChromium } from '../../../../scripts/lib/chromium.mjs';
import { exampleJobs } from '../test/stand-in/examples.ts';
import { startStandIn } from '../test/stand-in/server.ts';
import { openBrowser } from '../test/support/browser.ts';

const folder = process.argv[2] ?? fileURLToPath(new URL('../../../../docs/images', import.meta.url));
const executable = await ensureChromium();
if (executable === undefined) throw new Error('There is no browser.');
await mkdir(folder, { recursive: true });

await using server = await startStandIn();
const { vqe, ghz } = exampleJobs(server);
const wide = { width: 1280, height: 800 };
const pictures = [
  { name: 'new-light', hash: '#/new', theme: 'light', size: wide },
  { name: 'plot-light', hash: `#/job/${vqe.id}/interim`, theme: 'light', size: wide },
  { name: 'plot-dark', hash: `#/job/${vqe.id}/interim`, theme: 'dark', size: wide },
  { name: 'result-light', hash: `#/job/${ghz.id}/result`, theme: 'light', size: wide },
  { name: 'result-dark', hash: `#/job/${ghz.id}/result`, theme: 'dark', size: wide },
  { name: 'log-light', hash: `#/job/${vqe.id}/log`, theme: 'light', size: wide },
  { name: 'code-dark', hash: `#/job/${ghz.id}/code`, theme: 'dark', size: wide },
  { name: 'result-360', hash: `#/job/${ghz.id}/result`, theme: 'light', size: { width: 360, height: 740 } },
  { name: 'new-360', hash: '#/new', theme: 'dark', size: { width: 360, height: 740 } },
  { name: 'jobs-360', hash: '#/jobs', theme: 'dark', size: { width: 360, height: 740 } },
] as const;

await using browser = await openBrowser(executable, { reducedMotion: 'reduce' });
const page = await browser.newPage();
for (const { name, hash, theme, size } of pictures) {
  await page.emulateMedia({ colorScheme: theme });
  await page.setViewportSize(size);
  await page.goto('about:blank');
  await page.goto(`${server.url}/ui${hash}`);
  await page.waitForLoadState('networkidle').catch(() => {});
  await page.locator('.dot-online').waitFor();
  await page.evaluate('document.fonts.ready');
  await page.screenshot({ path: join(folder, `${name}.png`) });
}
