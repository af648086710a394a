import { pathCollisions, portablePathProblem } from '@planqk-service/core/paths';
import { projectPath } from '../paths/dotfiles.ts';
import type { Answers } from '../questions/answers.ts';
import { invalid } from '../starter/content.ts';
import type { Starter } from '../starter/starter.ts';
import type { VariableAnswers } from '../variables/answer-variables.ts';
import type { ProjectFile } from './file.ts';
import { projectFile, schemaFiles } from './project-file.ts';
import { renderText } from './render-text.ts';

const rendered = '.hbs';

/**
 * The files of the project that `starter` and `answers` give, sorted by path. Reads and writes nothing.
 *
 * @throws ServiceError `STARTER_INVALID` when a template cannot be rendered or a file may not go where it wants.
 */
export function renderTemplate(
  starter: Starter,
  answers: Answers,
  variables: VariableAnswers = {},
): readonly ProjectFile[] {
  const problems: string[] = [];
  const files = [projectFile(starter, answers, variables), ...schemaFiles(starter)];
  for (const { path, bytes, executable } of starter.files) {
    const target = projectPath(path.endsWith(rendered) ? path.slice(0, -rendered.length) : path);
    const problem = portablePathProblem(target);
    if (problem !== undefined) problems.push(`template/${path} cannot be written: ${problem}`);
    if (!path.endsWith(rendered)) {
      files.push({ path: target, bytes, executable });
      continue;
    }
    const text = renderText(bytes, { ...answers, var: variables });
    if (text.ok) files.push({ path: target, bytes: Buffer.from(text.text), executable });
    else problems.push(`template/${path} cannot be rendered: ${text.reason}`);
  }
  problems.push(...pathCollisions(files.map((file) => file.path)));
  if (problems.length > 0) throw invalid(starter.manifest.id, problems);
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}
