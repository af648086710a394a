import type { GivenAnswers } from '../questions/answer-questions.ts';
import type { VariableAnswers } from '../variables/answer-variables.ts';

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
