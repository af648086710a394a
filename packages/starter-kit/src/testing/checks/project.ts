import { relative } from 'node:path';
import { isServiceError } from '@planqk-service/core/errors';
import { loadProject } from '@planqk-service/core/runtime';
import type { ConformanceCheck, MadeProject } from '../conformance.ts';

export const projectCheck: ConformanceCheck = {
  id: 'project',
  title: 'What is answered stands in the project: name, description and resources, however odd.',
  run: async ({ projects }) => ({ problems: (await Promise.all(projects.map(problemsOf))).flat() }),
};

async function problemsOf({ dir, answers, files }: MadeProject): Promise<readonly string[]> {
  const { name, description, cpu, memory, gpu } = answers;
  const broken = files
    .filter(({ path, bytes }) => path.endsWith('.json') && !isJson(bytes))
    .map(({ path }) => `${path} is not JSON when the service is called ${name}: use {{json …}} for texts.`);
  if (broken.length > 0) return broken;
  const planqk = files.find(({ path }) => path === 'planqk.json');
  if (planqk === undefined) return ['It has no planqk.json.hbs: without planqk.json the platform knows no resources.'];
  const unfit = await unfitness(dir);
  if (unfit !== undefined) return unfit;
  const found = JSON.parse(Buffer.from(planqk.bytes).toString());
  const expected = { name, description, cpu, memory, 'gpu.type': gpu?.type, 'gpu.count': gpu?.count };
  const actual: Record<string, unknown> = {
    name: found.name,
    description: found.description,
    cpu: found.resources?.cpu,
    memory: found.resources?.memory,
    'gpu.type': found.resources?.gpu?.type,
    'gpu.count': found.resources?.gpu?.count,
  };
  return Object.entries(expected)
    .filter(([field, value]) => actual[field] !== value)
    .map(([field, value]) => `planqk.json has ${say(actual[field])} for ${field}, but the answer was ${say(value)}.`);
}

/** What keeps the project from being loaded. Its folder is ours, and says nothing to the author of the starter. */
async function unfitness(dir: string): Promise<readonly string[] | undefined> {
  try {
    await loadProject(dir);
    return undefined;
  } catch (error) {
    if (!isServiceError(error) || error.code === 'INTERRUPTED') throw error;
    const { path, problems } = error.details as { readonly path?: string; readonly problems?: readonly string[] };
    if (path === undefined || problems === undefined) return [error.message];
    return problems.map((problem) => `${relative(dir, path)}: ${problem}.`);
  }
}

function isJson(bytes: Uint8Array): boolean {
  try {
    JSON.parse(Buffer.from(bytes).toString());
    return true;
  } catch {
    return false;
  }
}

function say(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
