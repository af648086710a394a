import type { ProjectFiles } from '../check/project-files.ts';
import { nearest } from '../errors/index.ts';
import { caseFiles } from './test-case.ts';

const known: readonly string[] = Object.values(caseFiles);
const casePath = /^tests\/cases\/([^/]+)(?:\/([^/]+))?$/;

/** The cases of a project: every folder in `tests/cases/` by its name, with the names of its files. */
export async function caseFolders(files: ProjectFiles): Promise<ReadonlyMap<string, readonly string[]>> {
  const folders = new Map<string, string[]>();
  for (const { path, type } of await files.entries()) {
    const [, name, file] = casePath.exec(path) ?? [];
    if (name === undefined || (file === undefined && type !== 'directory')) continue;
    const names = folders.get(name) ?? [];
    folders.set(name, file === undefined ? names : [...names, file]);
  }
  return folders;
}

/** Why a folder with these files is no case, one phrase each. */
export function folderProblems(names: readonly string[]): string[] {
  const problems = names.filter((file) => file.endsWith('.json') && !known.includes(file)).map(explainStranger);
  if (!names.some((file) => known.includes(file))) problems.push(`it holds none of ${known.join(', ')}`);
  if (names.includes(caseFiles.expected) && names.includes(caseFiles.expectedError))
    problems.push(`it expects both a result (${caseFiles.expected}) and an error (${caseFiles.expectedError})`);
  return problems;
}

function explainStranger(file: string): string {
  const meant = nearest(file, known);
  return `${file} is no file of a case${meant === undefined ? '' : `; perhaps ${meant} is meant`}`;
}
