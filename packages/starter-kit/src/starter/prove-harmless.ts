import { probeAnswers } from '../questions/probe-answers.ts';
import { renderTemplate } from '../render/render-template.ts';
import { defaultVariables } from '../variables/answer-variables.ts';
import type { Starter } from './starter.ts';

/**
 * Renders a stranger's starter in memory, with every kind of answer, so that what would only come to light in somebody's
 * project does so now: files that may not be written, templates that do not parse, variables that nobody asks for.
 *
 * @throws ServiceError `STARTER_INVALID`
 */
export function proveHarmless(starter: Starter): void {
  const variables = defaultVariables(starter.manifest.variables ?? []);
  for (const answers of probeAnswers) renderTemplate(starter, answers, variables);
}
