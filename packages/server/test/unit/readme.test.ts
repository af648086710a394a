import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { projectOf } from '../support/folders.ts';

const packageRoot = fileURLToPath(new URL('../../', import.meta.url));

test('the example of the README works as it stands', async () => {
  const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
  const [, code = ''] = /^```ts\n(.*?)^```/ms.exec(readme) ?? [];
  const start = [process.execPath, '-e', 'console.log("PlanQK:Job:Result: 1")'];
  await using project = await projectOf({ 'planqk-service.json': JSON.stringify({ process: { start } }) });
  // Without an engine for containers: everything else is as it stands.
  const here = stripTypeScriptTypes(code).replace(
    "project: './my-service'",
    `project: ${JSON.stringify(project.path)}, engine: 'process'`,
  );
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', here], {
    cwd: packageRoot,
  });
  expect(stdout).toBe('201 true\n');
});
