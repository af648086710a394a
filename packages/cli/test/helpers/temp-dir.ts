import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

interface TempDir extends AsyncDisposable {
  readonly path: string;
}

/** A folder with these files that is gone after the test. */
export async function tempDir(files: Readonly<Record<string, string | Uint8Array>> = {}): Promise<TempDir> {
  const path = await mkdtemp(join(tmpdir(), 'planqk-cli-test-'));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(path, name)), { recursive: true });
    await writeFile(join(path, name), content);
  }
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}
