import type { Answers } from '../questions/answers.ts';
import type { Starter } from '../starter/starter.ts';
import type { VariableAnswers } from '../variables/answer-variables.ts';
import type { ProjectFile } from './file.ts';

/** Name of the file that tells our tools how a project was made and how it runs without a container. */
export const projectFileName = 'planqk-service.json';

/** The project's {@link projectFileName}: with the answers in it, `upgrade` can tell the author's edits from ours. */
export function projectFile({ manifest, origin }: Starter, answers: Answers, variables: VariableAnswers): ProjectFile {
  const asked = Object.keys(variables).length > 0;
  const starter = { id: manifest.id, ...origin, answers, ...(asked && { variables }) };
  const content = { starter, process: manifest.process, types: manifest.types };
  return { path: projectFileName, bytes: Buffer.from(`${JSON.stringify(content, undefined, 2)}\n`), executable: false };
}
