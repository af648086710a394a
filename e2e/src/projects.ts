import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fixtures } from './paths.ts';
import { suite } from './suite.ts';

export interface ProjectFiles {
  /** GB, as planqk.json has it. */
  readonly memory?: number;
  /** Replaces or adds files, by path. */
  readonly files?: Readonly<Record<string, string>>;
}

/** Makes a project of the probe service in a folder of its own; its image has a name of its own too. */
export function makeProbe(name: string, files?: ProjectFiles): Promise<string> {
  return makeProject('probe', name, files);
}

/** The same of any folder in `fixtures/`. */
export async function makeProject(
  fixture: string,
  name: string,
  { memory = 1, files = {} }: ProjectFiles = {},
): Promise<string> {
  const dir = join(suite.folder, `${fixture} ${name}`);
  await cp(join(fixtures, fixture), dir, { recursive: true });
  const planqk = { name: `e2e-${suite.id}-${name}`, resources: { cpu: 1, memory }, runtime: 'DOCKER' };
  const all = { 'planqk.json': JSON.stringify(planqk), ...files };
  for (const [path, text] of Object.entries(all)) {
    await mkdir(join(dir, path, '..'), { recursive: true });
    await writeFile(join(dir, path), text);
  }
  return dir;
}
