import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

interface TempProject extends AsyncDisposable {
  readonly dir: string;
}

/** A project's folder with these files, values written as JSON; it is gone after the test. */
export async function tempProject(files: Readonly<Record<string, unknown>>, name = 'project'): Promise<TempProject> {
  const parent = await mkdtemp(join(tmpdir(), 'planqk-core-test-'));
  const dir = join(parent, name);
  await mkdir(dir);
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(dir, path)), { recursive: true });
    await writeFile(join(dir, path), typeof content === 'string' ? content : JSON.stringify(content));
  }
  return { dir, [Symbol.asyncDispose]: () => rm(parent, { recursive: true, force: true }) };
}
