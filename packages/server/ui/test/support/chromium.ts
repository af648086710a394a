import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('../../../../../scripts/chromium.mjs', import.meta.url));

/** The browser that `scripts/chromium.mjs` finds or installs; undefined, with the reason on stderr, where it cannot. */
export function chromiumPath(): string | undefined {
  try {
    return execFileSync(process.execPath, [script], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trim();
  } catch {
    return undefined;
  }
}
