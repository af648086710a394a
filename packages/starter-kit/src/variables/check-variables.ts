import type { StarterVariable } from '../schema/manifest.ts';
import { variableProblem } from './variable-problem.ts';

/** What is wrong with the variables that a starter declares, one sentence each. */
export function variableProblems(variables: readonly StarterVariable[]): readonly string[] {
  const names = variables.map(({ name }) => name);
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  return [
    ...twice.map((name) => `starter.json has the variable "${name}" twice`),
    ...variables.flatMap((variable) => {
      const problem = patternProblem(variable) ?? variableProblem(variable, variable.default);
      return problem === undefined ? [] : [`starter.json: the default of "${variable.name}" does not fit: ${problem}`];
    }),
  ];
}

function patternProblem({ pattern }: StarterVariable): string | undefined {
  try {
    new RegExp(pattern ?? '', 'u');
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
