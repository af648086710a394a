import type { ProjectFiles } from '../check/project-files.ts';
import { createInput } from '../contract/input.ts';
import { JsonText } from '../contract/json-text.ts';
import { nearest, ServiceError } from '../errors/index.ts';
import { describeProblems } from '../project/describe-problems.ts';
import type { CompareRule } from './compare-rule.ts';
import { validateCase } from './schema.gen.ts';
import { caseFiles, casesFolder, type TestCase } from './test-case.ts';

const known: readonly string[] = Object.values(caseFiles);
const casePath = /^tests\/cases\/([^/]+)(?:\/([^/]+))?$/;

interface CaseJson {
  readonly description?: string;
  readonly compare?: readonly CompareRule[];
}

/**
 * The cases of a project by name: every folder in `tests/cases/`.
 *
 * @throws ServiceError INVALID_JSON, INPUT_NOT_OBJECT, CASE_INVALID for the first file that is not right
 */
export async function loadCases(files: ProjectFiles): Promise<TestCase[]> {
  const folders = new Map<string, string[]>();
  for (const { path, type } of await files.entries()) {
    const [, name, file] = casePath.exec(path) ?? [];
    if (name === undefined || (file === undefined && type !== 'directory')) continue;
    const names = folders.get(name) ?? [];
    folders.set(name, file === undefined ? names : [...names, file]);
  }
  return Promise.all([...folders].map(([name, names]) => loadCase(files, name, names)));
}

async function loadCase(files: ProjectFiles, name: string, names: readonly string[]): Promise<TestCase> {
  const dir = `${casesFolder}/${name}`;
  const problems = names.filter((file) => file.endsWith('.json') && !known.includes(file)).map(explainStranger);
  if (!names.some((file) => known.includes(file))) problems.push(`it holds none of ${known.join(', ')}`);
  if (names.includes(caseFiles.expected) && names.includes(caseFiles.expectedError))
    problems.push(`it expects both a result (${caseFiles.expected}) and an error (${caseFiles.expectedError})`);
  if (problems.length > 0) throw new ServiceError('CASE_INVALID', { path: dir, problems });

  const text = (file: string) => files.text(`${dir}/${file}`);
  const json = async (file: string) => {
    const content = await text(file);
    return content === undefined ? undefined : JsonText.from(content, `${dir}/${file}`);
  };
  const [data, params, expected, expectedError, settings] = await Promise.all([
    text(caseFiles.data),
    text(caseFiles.params),
    json(caseFiles.expected),
    json(caseFiles.expectedError),
    json(caseFiles.settings),
  ]);
  const sources = { dataSource: `${dir}/${caseFiles.data}`, paramsSource: `${dir}/${caseFiles.params}` };
  const { description, compare = [] } =
    settings === undefined ? {} : settingsOf(settings, `${dir}/${caseFiles.settings}`);
  return {
    name,
    input: createInput({ data, params, ...sources }).input,
    compare,
    ...(description !== undefined && { description }),
    ...(expected && { expected }),
    ...(expectedError && { expectedError }),
  };
}

function settingsOf(json: JsonText, path: string): CaseJson {
  const value = json.parse();
  if (!validateCase(value)) throw new ServiceError('CASE_INVALID', { path, problems: describeProblems(validateCase) });
  return value as CaseJson;
}

function explainStranger(file: string): string {
  const meant = nearest(file, known);
  return `${file} is no file of a case${meant === undefined ? '' : `; perhaps ${meant} is meant`}`;
}
