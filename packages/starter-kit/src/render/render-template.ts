import { pathCollisions, portablePathProblem } from '@planqk-service/core/paths';
import { projectPath } from '../paths/dotfiles.ts';
import type { Answers } from '../questions/answers.ts';
import { invalidStarter, type StarterProblem, starterProblem } from '../starter/problem.ts';
import type { Starter } from '../starter/starter.ts';
import type { VariableAnswers } from '../variables/answer-variables.ts';
import type { ProjectFile } from './file.ts';
import { projectFile, schemaFiles } from './project-file.ts';
import { renderText } from './render-text.ts';
import { TemplateError } from './template-error.ts';

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
  const problems: StarterProblem[] = [];
  const files = [projectFile(starter, answers, variables), ...schemaFiles(starter)];
  for (const { path, bytes, executable } of starter.files) {
    const target = projectPath(path.endsWith(rendered) ? path.slice(0, -rendered.length) : path);
    const report = (code: StarterProblem['code'], message: string): void =>
      void problems.push(starterProblem(code, `template/${path}`, message));
    const problem = portablePathProblem(target);
    if (problem !== undefined) report(problem.code, `It cannot be written: ${problem.message}.`);
    if (!path.endsWith(rendered)) {
      files.push({ path: target, bytes, executable });
      continue;
    }
    try {
      const text = renderText(bytes, { ...answers, var: variables });
      files.push({ path: target, bytes: Buffer.from(text), executable });
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      report(error.code, `It cannot be rendered: ${error.message}.`);
    }
  }
  for (const collision of pathCollisions(files.map((file) => file.path)))
    problems.push(starterProblem('name-collision', 'template', `In the project, ${collision}.`));
  if (problems.length > 0) throw invalidStarter(starter.manifest.id, problems);
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}
