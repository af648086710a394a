import type { StarterVariable } from '../schema/manifest.ts';
import { type StarterProblem, type StarterProblemCode, starterProblem } from '../starter/problem.ts';
import { variableProblem } from './variable-problem.ts';

/** What is wrong with the variables that a starter declares. */
export function variableProblems(variables: readonly StarterVariable[]): readonly StarterProblem[] {
  const names = variables.map(({ name }) => name);
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  return [
    ...twice.map((name) => found('variable-twice', `It asks for the variable "${name}" twice.`)),
    ...variables.flatMap((variable) => patternProblem(variable) ?? defaultProblem(variable) ?? []),
  ];
}

function patternProblem({ name, pattern }: StarterVariable): StarterProblem | undefined {
  try {
    new RegExp(pattern ?? '', 'u');
    return undefined;
  } catch (error) {
    return found('pattern-invalid', `The pattern of "${name}" is none: ${(error as Error).message}.`);
  }
}

function defaultProblem(variable: StarterVariable): StarterProblem | undefined {
  const problem = variableProblem(variable, variable.default);
  if (problem === undefined) return undefined;
  const reason = problem.message.replace(/\.$/, '');
  return found(problem.code, `The default of "${variable.name}" does not fit: ${reason}.`);
}

function found(code: StarterProblemCode, message: string): StarterProblem {
  return starterProblem(code, 'starter.json', message);
}
