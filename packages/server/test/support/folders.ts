import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

interface Folder extends AsyncDisposable {
  readonly path: string;
}

const planqk = '{"name": "probe", "resources": {"cpu": 1, "memory": 1}, "runtime": "DOCKER"}';

/** A temporary folder with these files. */
export async function folderOf(files: Readonly<Record<string, string>> = {}): Promise<Folder> {
  const path = await mkdtemp(join(tmpdir(), 'planqk-server-test-'));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(path, name)), { recursive: true });
    await writeFile(join(path, name), text);
  }
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

/** A project with these files beside its own. */
export function projectOf(files: Readonly<Record<string, string>> = {}): Promise<Folder> {
  return folderOf({ 'planqk.json': planqk, Dockerfile: 'FROM scratch\n', ...files });
}
