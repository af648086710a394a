import type { ProjectFiles } from '../check/project-files.ts';
import { createInput } from '../contract/input.ts';
import { JsonText } from '../contract/json-text.ts';
import { ServiceError } from '../errors/index.ts';
import { describeProblems } from '../project/describe-problems.ts';
import { caseFolders, folderProblems } from './case-folders.ts';
import type { CompareRule } from './compare-rule.ts';
import { validateCase } from './schema.gen.ts';
import { caseFiles, casesFolder, type TestCase } from './test-case.ts';

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
  const folders = await caseFolders(files);
  return Promise.all([...folders].map(([name, names]) => loadCase(files, name, names)));
}

async function loadCase(files: ProjectFiles, name: string, names: readonly string[]): Promise<TestCase> {
  const dir = `${casesFolder}/${name}`;
  const problems = folderProblems(names);
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
