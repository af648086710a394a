import { caseFolders, folderProblems } from '../../cases/case-folders.ts';
import { caseFiles, casesFolder } from '../../cases/test-case.ts';
import { malformedReports, schemaReports } from '../json/rules.ts';
import type { ProjectFiles } from '../project-files.ts';
import type { Report, Rule } from '../rule.ts';
import { notObjectReports } from './input-not-object.ts';

const inputs: readonly string[] = [caseFiles.data, caseFiles.params];
const all: readonly string[] = Object.values(caseFiles);

async function pathsOf(files: ProjectFiles, wanted: readonly string[]): Promise<string[]> {
  const folders = [...(await caseFolders(files))];
  return folders.flatMap(([name, names]) =>
    names.filter((file) => wanted.includes(file)).map((file) => `${casesFolder}/${name}/${file}`),
  );
}

export const caseMalformed: Rule = {
  id: 'case-malformed',
  severity: 'error',
  about: `What is in ${casesFolder}/ has to be valid JSON.`,
  check: async (files) => malformedReports(files, await pathsOf(files, all)),
};

export const caseInvalid: Rule = {
  id: 'case-invalid',
  severity: 'error',
  about: `Every folder in ${casesFolder}/ is a case that can be tested.`,
  async check(files) {
    const reports: Report[] = [];
    for (const [name, names] of await caseFolders(files)) {
      const file = `${casesFolder}/${name}`;
      for (const problem of folderProblems(names))
        reports.push({
          message: `${file} is no case: ${problem}.`,
          remedy: `A case is a folder with ${all.join(', ')}, as far as it needs them.`,
          location: { file },
        });
    }
    reports.push(...(await notObjectReports(files, await pathsOf(files, inputs))));
    const settings = await pathsOf(files, [caseFiles.settings]);
    if (settings.length === 0) return reports;
    // Loaded only where a case says how it is compared.
    const { validateCase } = await import('../../cases/schema.gen.ts');
    const remedy = 'Correct the field as docs/guides/test-a-service.md and the JSON Schema of case.json describe it.';
    for (const path of settings)
      reports.push(...(await schemaReports(files, { path, validate: validateCase, remedy })));
    return reports;
  },
};
