import type { GivenAnswers } from '../questions/answer-questions.ts';
import type { VariableAnswers } from '../variables/answer-variables.ts';
import { readVariables } from './read-variables.ts';

/** What the user says about a project to be made, with flags; both command lines fill it in. */
export interface CreateRequest {
  readonly dir: string | undefined;
  readonly starter: string | undefined;
  readonly given: GivenAnswers;
  /** Answers to the starter's own questions. */
  readonly variables: VariableAnswers;
  readonly yes: boolean;
  readonly dryRun: boolean;
  readonly force: boolean;
  readonly git: boolean;
  readonly json: boolean;
  readonly offline: boolean;
  /** Whether to run, unasked, what the starter wants to be run in a new project. */
  readonly runPostCreate: boolean;
}

/**
 * What a command line asks for.
 *
 * @param values by the names of `createFlags`: `true`, a text, or a list where a flag may be repeated
 * @throws ServiceError what {@link readVariables} throws
 */
export function createRequestOf(dir: string | undefined, values: Readonly<Record<string, unknown>>): CreateRequest {
  const text = (name: string) => values[name] as string | undefined;
  const on = (name: string) => values[name] === true;
  return {
    dir,
    starter: text('starter'),
    given: {
      name: text('name'),
      description: text('description'),
      cpu: text('cpu'),
      memory: text('memory'),
      gpu: text('gpu'),
    },
    variables: readVariables((values['var'] ?? []) as string[]),
    yes: on('yes'),
    dryRun: on('dry-run'),
    force: on('force'),
    git: !on('no-git'),
    json: on('json'),
    offline: on('offline'),
    runPostCreate: on('run-post-create'),
  };
}
