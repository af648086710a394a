import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

interface Folder extends AsyncDisposable {
  readonly path: string;
  at(name: string): string;
}

/** A temporary folder with these files. */
export async function folder(files: Readonly<Record<string, string | Uint8Array>> = {}): Promise<Folder> {
  const path = await mkdtemp(join(tmpdir(), 'planqk-service-bundle-test-'));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(path, name)), { recursive: true });
    await writeFile(join(path, name), content);
  }
  return {
    path,
    at: (name) => join(path, name),
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  };
}

/** A folder with a Dockerfile, which every bundle needs, and these files. */
export function project(files: Readonly<Record<string, string | Uint8Array>> = {}): Promise<Folder> {
  return folder({ Dockerfile: 'FROM debian:13\n', ...files });
}
