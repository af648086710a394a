import { placeAt } from '../../contract/json-place.ts';
import { readJson } from '../json/json-file.ts';
import type { ProjectFiles } from '../project-files.ts';
import type { Report, Rule } from '../rule.ts';
import { inputFiles } from './input-files.ts';

export const inputNotObject: Rule = {
  id: 'input-not-object',
  severity: 'error',
  about: 'The platform accepts only JSON objects as data and params.',
  check: (files) => notObjectReports(files, inputFiles),
};

export async function notObjectReports(files: ProjectFiles, paths: readonly string[]): Promise<Report[]> {
  const reports: Report[] = [];
  for (const file of paths) {
    const found = await readJson(files, file);
    // null stands for {}, as on the platform.
    if (found === undefined || !found.attempt.ok || ['object', 'null'].includes(found.attempt.json.kind)) continue;
    const { kind } = found.attempt.json;
    reports.push({
      message: `${file} holds ${kind === 'array' ? 'an' : 'a'} ${kind}, but the platform accepts only a JSON object.`,
      remedy: 'Wrap the value in an object, for example {"values": [1, 2, 3]}.',
      location: { file, ...placeAt(found.text, found.text.search(/\S/)) },
    });
  }
  return reports;
}
