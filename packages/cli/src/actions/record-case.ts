import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  caseFiles,
  casesFolder,
  type Ending,
  expectationOf,
  isCaseName,
  outcomeError,
  ServiceError,
  type ServiceInput,
  suggestRules,
} from '@planqk-service/core';

/**
 * Checks a name before the service has run for an hour.
 *
 * @throws ServiceError FLAG_INVALID, CASE_EXISTS
 */
export async function checkNewCase(dir: string, name: string): Promise<void> {
  if (!isCaseName(name)) {
    const reason = 'a case is named by letters, digits, ".", "_" and "-", and begins with a letter or digit';
    throw new ServiceError('FLAG_INVALID', { flag: '--record', value: name, reason, example: 'three-qubits' });
  }
  const path = `${casesFolder}/${name}`;
  if (await stat(join(dir, path)).catch(() => undefined)) throw new ServiceError('CASE_EXISTS', { path });
}

/**
 * Makes a case of one execution: its input as it was given, what came of it, and, where that looks measured, rules that
 * compare it as counts.
 *
 * @returns the files, relative to the project
 * @throws ServiceError CASE_EXISTS, CASE_NOT_RECORDED
 */
export async function recordCase(dir: string, name: string, input: ServiceInput, ending: Ending): Promise<string[]> {
  const path = `${casesFolder}/${name}`;
  const expectation = await expectationOf({}, ending);
  if (expectation === undefined) {
    const reason = outcomeError(ending)?.message ?? '';
    throw new ServiceError('CASE_NOT_RECORDED', { path, reason });
  }
  const rules = ending.result === undefined ? [] : suggestRules(ending.result);
  const files = [
    { file: caseFiles.data, text: endLine(input.data.text) },
    { file: caseFiles.params, text: endLine(input.params.text) },
    ...(rules.length === 0
      ? []
      : [{ file: caseFiles.settings, text: `${JSON.stringify({ compare: rules }, undefined, 2)}\n` }]),
    expectation,
  ];
  const folder = join(dir, path);
  await mkdir(dirname(folder), { recursive: true });
  try {
    await mkdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new ServiceError('CASE_EXISTS', { path }, { cause: error });
  }
  try {
    for (const { file, text } of files) await writeFile(join(folder, file), text);
  } catch (error) {
    // Half a case would be worse than none.
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
  return files.map(({ file }) => `${path}/${file}`);
}

function endLine(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}
