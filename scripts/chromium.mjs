// The browser of the browser tests: node scripts/chromium.mjs prints its path, after installing it where that can be done.
import { ensureChromium } from './lib/chromium.mjs';

const path = await ensureChromium();
if (path === undefined) process.exitCode = 1;
else console.log(path);
