import type { ProjectFiles } from '../check/project-files.ts';
import { JsonText } from '../contract/json-text.ts';
import type { OwnSchema } from './profile-api.ts';

/** A JSON file of a project and the schema that it has to fit. */
export interface Sample {
  /** Relative to the project. */
  readonly file: string;
  readonly schema: OwnSchema;
  /** How a message names the whole value: `data`, `params`, `result`, `error`. */
  readonly name: string;
  readonly json: JsonText;
  /** Printed by a service that was run; `file` then says what it is. */
  readonly isPrinted?: true;
}

const caseFiles: Readonly<Record<string, readonly [OwnSchema, string]>> = {
  'data.json': ['inputData', 'data'],
  'params.json': ['inputParams', 'params'],
  'expected.json': ['resultResponse', 'result'],
  'expected-error.json': ['errorResponse', 'error'],
};
const expectedError = '/expected-error.json';
const casePath = /^tests\/cases\/[^/]+\/([^/]+)$/;
const inputFiles = ['input/data.json', 'input/params.json'];

/**
 * All samples of a project: `input/`, then `tests/cases/*` by name. What is missing is no sample, nor is input that is
 * null, nor that of a case that expects an error.
 *
 * @throws ServiceError INVALID_JSON for the first file that is none
 */
export async function collectSamples(files: ProjectFiles): Promise<Sample[]> {
  const samples: Sample[] = [];
  for (const { file, text, schema, name } of await readSamples(files))
    samples.push({ file, schema, name, json: JsonText.from(text, file) });
  return samples.filter(isSample);
}

/** As {@link collectSamples}, but leaves out what is no JSON: other rules report that. */
export async function validSamples(files: ProjectFiles): Promise<Sample[]> {
  const samples = (await readSamples(files)).flatMap(({ text, ...sample }) => {
    const attempt = JsonText.try(text);
    return attempt.ok ? { ...sample, json: attempt.json } : [];
  });
  return samples.filter(isSample);
}

/** An empty half of the input may be written as null. */
function isSample({ schema, json }: Sample): boolean {
  return !schema.startsWith('input') || json.kind !== 'null';
}

async function readSamples(files: ProjectFiles): Promise<(Omit<Sample, 'json'> & { readonly text: string })[]> {
  const entries = await files.entries();
  const cases = entries.filter(({ path, type }) => type === 'file' && casePath.test(path)).map(({ path }) => path);
  const refused = new Set(cases.filter((path) => path.endsWith(expectedError)).map(folderOf));
  // What a service has to refuse is no sample of what it accepts.
  const isMeant = (file: string) => !refused.has(folderOf(file)) || file.endsWith(expectedError);
  const found: (Omit<Sample, 'json'> & { readonly text: string })[] = [];
  for (const file of [...inputFiles, ...cases.toSorted()].filter(isMeant)) {
    const [schema, name] = caseFiles[file.slice(file.lastIndexOf('/') + 1)] ?? [];
    if (schema === undefined || name === undefined) continue;
    const text = await files.text(file);
    if (text !== undefined) found.push({ file, schema, name, text });
  }
  return found;
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}
