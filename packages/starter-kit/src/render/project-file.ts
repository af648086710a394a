import { projectSchemas } from '@planqk-service/core/project-schemas';
import { projectPath } from '../paths/dotfiles.ts';
import type { Answers } from '../questions/answers.ts';
import type { Starter } from '../starter/starter.ts';
import type { VariableAnswers } from '../variables/answer-variables.ts';
import type { ProjectFile } from './file.ts';

/** Name of the file that tells our tools how a project was made and how it runs without a container. */
export const projectFileName = 'planqk-service.json';

/** The project's {@link projectFileName}: with the answers in it, `upgrade` can tell the author's edits from ours. */
export function projectFile({ manifest, origin }: Starter, answers: Answers, variables: VariableAnswers): ProjectFile {
  const schema = projectSchemas.find(({ file }) => file === projectFileName);
  const asked = Object.keys(variables).length > 0;
  const content = {
    $schema: schema?.reference,
    starter: { id: manifest.id, ...origin, answers, ...(asked && { variables }) },
    process: manifest.process,
    types: manifest.types,
  };
  return { path: projectFileName, bytes: Buffer.from(`${JSON.stringify(content, undefined, 2)}\n`), executable: false };
}

/** The JSON Schemas of the project's configuration, for editors; those that the starter brings itself are not ours. */
export function schemaFiles({ files }: Starter): readonly ProjectFile[] {
  const own = new Set(files.map(({ path }) => projectPath(path)));
  return projectSchemas
    .filter(({ path }) => !own.has(path))
    .map(({ path, text }) => ({ path, bytes: Buffer.from(text), executable: false }));
}
