import { nearest, ServiceError } from '@planqk-service/core/errors';
import type { Asker } from '../questions/answer-questions.ts';
import type { StarterVariable } from '../schema/manifest.ts';
import { variableProblem } from './variable-problem.ts';

/** Answers to a starter's own questions, by name. */
export type VariableAnswers = Readonly<Record<string, string>>;

/**
 * Collects the answers to the questions that a starter brings along: what is given is checked first, all of it, then
 * what is left is asked, or takes its default when there is nobody to ask.
 *
 * @param given what `--var name=value` said
 * @throws ServiceError `ANSWER_INVALID` for an answer that does not fit, or to a question that nobody asks.
 */
export async function answerVariables(
  variables: readonly StarterVariable[],
  given: VariableAnswers,
  asker?: Pick<Asker, 'askVariable'>,
): Promise<VariableAnswers> {
  const names = variables.map(({ name }) => name);
  for (const name of Object.keys(given)) if (!names.includes(name)) throw unknown(name, names);
  const answers: [string, string][] = [];
  for (const variable of variables) {
    const { name } = variable;
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    if (value !== undefined) refuse(variable, value);
    answers.push([name, value ?? (await asker?.askVariable(variable)) ?? variable.default]);
  }
  return Object.fromEntries(answers);
}

function refuse(variable: StarterVariable, value: string): void {
  const problem = variableProblem(variable, value);
  if (problem === undefined) return;
  const flag = `--var ${variable.name}`;
  throw new ServiceError('ANSWER_INVALID', { flag, value, reason: problem.message });
}

function unknown(name: string, names: readonly string[]): ServiceError {
  const guess = nearest(name, names);
  const list = names.length === 0 ? 'this starter asks nothing of its own.' : `it asks for ${names.join(', ')}.`;
  const reason = guess === undefined ? list : `${list} Did you mean ${guess}?`;
  return new ServiceError('ANSWER_INVALID', { flag: '--var', value: name, reason });
}

/** The answers when nobody answers. */
export function defaultVariables(variables: readonly StarterVariable[]): VariableAnswers {
  return Object.fromEntries(variables.map((variable) => [variable.name, variable.default]));
}
