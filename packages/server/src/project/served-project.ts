import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleSpec, JsonText, loadProject, loadSpec, type Project, type Spec, specFile } from '@planqk-service/core';

/** A project as it is served, with its specification where it has one that can be used. */
export interface ServedProject {
  readonly project: Project;
  /** References are written out, those to other files included. */
  readonly spec: Spec | undefined;
  /** The sample input, where both files are there and right. */
  readonly sample: { readonly data: JsonText; readonly params: JsonText } | null;
  /** What is odd, one sentence each. */
  readonly warnings: readonly string[];
}

/**
 * Reads what a server needs of a project's folder.
 *
 * @throws ServiceError PROJECT_NOT_FOUND, INVALID_JSON, CONFIG_INVALID
 */
export async function loadServedProject(dir: string): Promise<ServedProject> {
  const project = await loadProject(dir);
  const [spec, sample] = await Promise.all([readSpec(project.dir), readSample(project)]);
  return {
    project,
    spec: typeof spec === 'string' ? undefined : spec,
    sample,
    warnings: [...project.warnings, ...(typeof spec === 'string' ? [spec] : [])],
  };
}

/** A text says why there is none. */
async function readSpec(dir: string): Promise<Spec | string | undefined> {
  const read = (path: string) => readFile(join(dir, path), 'utf8').catch(() => undefined);
  const text = await read(specFile);
  if (text === undefined) return `There is no ${specFile}: what is submitted is not checked.`;
  const spec = loadSpec(text);
  const problem = spec.problems[0];
  if (problem !== undefined)
    return `${specFile} (line ${problem.location.line}) cannot be used, so that nothing is checked: ${problem.message}`;
  try {
    return loadSpec(await bundleSpec(spec, read));
  } catch (error) {
    return `${specFile} cannot be used, so that nothing is checked: ${error instanceof Error ? error.message : error}`;
  }
}

async function readSample({ sampleInput }: Project): Promise<ServedProject['sample']> {
  const read = async (path: string) => {
    const text = await readFile(path, 'utf8').catch(() => undefined);
    const attempt = JsonText.try(text ?? '{}');
    return attempt.ok && attempt.json.isObject() ? attempt.json : undefined;
  };
  const [data, params] = await Promise.all([read(sampleInput.data), read(sampleInput.params)]);
  return data === undefined || params === undefined ? null : { data, params };
}
