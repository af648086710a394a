import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { test } from 'vitest';
import { packageRoot } from './helpers/cli.ts';

test('docs/cli.md says what the commands say', async () => {
  await promisify(execFile)(process.execPath, [join(packageRoot, 'scripts', 'write-docs.mjs'), '--check']);
});
