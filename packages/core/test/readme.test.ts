import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const packageRoot = new URL('../', import.meta.url);

test('the example of the README runs as it stands and prints what the README says', async () => {
  const readme = await readFile(new URL('README.md', packageRoot), 'utf8');
  const block = (language: string) => new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'ms').exec(readme)?.[1] ?? '';
  // Run inside the package, its own name leads to what was built.
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', block('js')], {
    cwd: fileURLToPath(packageRoot),
  });
  expect(stdout).toBe(block('text'));
});
