import { writeFile } from 'node:fs/promises';
import { basename, join, relative, resolve } from 'node:path';
import {
  collectSamples,
  JsonText,
  type Outcome,
  printedSamples,
  readProjectFiles,
  type SpecUpdate,
  specFile,
  updateSpec,
} from '@planqk-service/core';
import type { World } from '../world.ts';

export interface InferredSpec extends SpecUpdate {
  /** Absolute path of the project. */
  readonly dir: string;
  /** In front of every file's name, as in a check. */
  readonly prefix: string;
  /** The samples that were looked at: files relative to the project, and what was printed. */
  readonly samples: readonly string[];
  /** What was there before; empty where there was nothing. */
  readonly before: string;
}

/**
 * Infers the specification of a project from all its samples; nothing is written.
 *
 * @param run how a successful execution ended, for what it printed
 * @throws ServiceError PROJECT_NOT_FOUND, INVALID_JSON for a sample or planqk.json, CONFIG_INVALID
 */
export async function inferSpec(dir: string, world: Pick<World, 'cwd'>, run?: Outcome): Promise<InferredSpec> {
  const root = resolve(world.cwd, dir);
  const files = await readProjectFiles(root);
  const before = await files.text(specFile);
  const samples = [...(await collectSamples(files)), ...(run === undefined ? [] : printedSamples(run))];
  const planqk = JsonText.from((await files.text('planqk.json')) ?? '{}', 'planqk.json').parse();
  const { name, description } = planqk as { name?: unknown; description?: unknown };
  const title = typeof name === 'string' && name !== '' ? name : basename(root);
  const update = await updateSpec(before, samples, {
    read: (path) => files.text(path),
    info: { title, ...(typeof description === 'string' && { description }) },
  });
  const path = relative(world.cwd, root).replaceAll('\\', '/');
  return {
    ...update,
    dir: root,
    prefix: path === '' ? '' : `${path}/`,
    samples: [...new Set(samples.map(({ file }) => file))],
    before: before ?? '',
  };
}

/** Writes what was inferred. */
export async function writeSpec({ dir, text }: InferredSpec): Promise<void> {
  await writeFile(join(dir, specFile), text);
}
