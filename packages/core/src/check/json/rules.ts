import { type Place, placeAt } from '../../contract/json-place.ts';
import { describeProblem, type SchemaProblem } from '../../project/describe-problems.ts';
import type { Validator } from '../../project/schemas.gen.ts';
import type { ProjectFiles } from '../project-files.ts';
import type { Report, Rule } from '../rule.ts';
import { readJson } from './json-file.ts';
import { jsonLocation } from './json-location.ts';

/** The rule that a file, where it exists, is JSON. */
export function malformedRule(id: string, paths: readonly string[]): Rule {
  return {
    id,
    severity: 'error',
    about: `${paths.join(' and ')} has to be valid JSON.`,
    check: (files) => malformedReports(files, paths),
  };
}

export async function malformedReports(files: ProjectFiles, paths: readonly string[]): Promise<Report[]> {
  const reports: Report[] = [];
  for (const path of paths) {
    const found = await readJson(files, path);
    if (found === undefined) continue;
    const { reason, place } = found.attempt.ok ? await strayBytes(files, path, found.text) : found.attempt;
    if (reason === '') continue;
    reports.push({
      message: `${path} is not valid JSON: ${reason}`,
      remedy: 'Correct the JSON text; NaN, Infinity, comments and trailing commas are not JSON.',
      location: { file: path, ...place },
    });
  }
  return reports;
}

/** Bytes that are not UTF-8 are read as U+FFFD, which takes another number of bytes; whoever wrote U+FFFD meant it. */
async function strayBytes(files: ProjectFiles, path: string, text: string): Promise<{ reason: string; place?: Place }> {
  const at = text.indexOf('\uFFFD');
  if (at === -1) return { reason: '' };
  const size = (await files.entries()).find((entry) => entry.path === path && entry.type === 'file')?.size;
  if (size === undefined || size === Buffer.byteLength(text)) return { reason: '' };
  return { reason: 'what stands here is not UTF-8.', place: placeAt(text, at) };
}

interface SchemaClaim {
  readonly path: string;
  readonly validate: Validator;
  readonly remedy: string;
  /** Problems that another rule reports. */
  readonly except?: (problem: SchemaProblem) => boolean;
}

interface SchemaRule extends SchemaClaim {
  readonly id: string;
}

/** The rule that a file, where it is JSON, keeps to its schema. */
export function schemaRule({ id, ...claim }: SchemaRule): Rule {
  return {
    id,
    severity: 'error',
    about: `${claim.path} has to keep to its JSON Schema.`,
    check: (files) => schemaReports(files, claim),
  };
}

export async function schemaReports(
  files: ProjectFiles,
  { path, validate, remedy, except = () => false }: SchemaClaim,
): Promise<Report[]> {
  const found = await readJson(files, path);
  if (found === undefined || !found.attempt.ok || validate(found.attempt.json.parse())) return [];
  const problems = ((validate.errors ?? []) as readonly SchemaProblem[]).filter((problem) => !except(problem));
  return Promise.all(
    problems.map(async (problem) => ({
      message: `In ${path}, ${describeProblem(problem)}.`,
      remedy,
      location: await jsonLocation(path, found.text, problem.instancePath, problem.params.additionalProperty),
    })),
  );
}
