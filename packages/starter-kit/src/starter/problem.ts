import { type FoundProblem, ServiceError } from '@planqk-service/core/errors';
import { onOneLine } from './on-one-line.ts';

/** Why a starter is refused, by permanent code: what is meant where nothing more can be said. Listed in docs/errors.md. */
export const starterProblems = {
  'description-missing': 'There is no such file, or it cannot be read.',
  'description-not-json': 'It is not JSON.',
  'description-invalid': 'It does not fit its schema.',
  'variable-twice': 'It asks for the same variable twice.',
  'variable-default': 'The default of a variable is no answer to its question.',
  'pattern-invalid': 'The pattern of a variable is no regular expression.',
  'pattern-endless': 'The pattern of a variable takes too long.',
  'template-missing': 'There is no such folder.',
  'template-empty': 'There is no file in it.',
  'template-not-text': 'It is to be rendered and is not UTF-8 text.',
  'template-too-large': 'It is to be rendered and too large for that.',
  'template-too-many-tags': 'It is to be rendered and has too many tags.',
  'template-syntax': 'It cannot be understood as a template.',
  'template-unsupported': 'It uses what templates do not know.',
  'template-variable': 'It uses a variable that does not exist.',
  link: 'It is a link; only files and folders are allowed.',
  'not-a-file': 'It is a device, a pipe or a socket; only files and folders are allowed.',
  'kind-unknown': 'It is of a kind that is not known; only files and folders are allowed.',
  'path-absolute': 'Its path is absolute.',
  'path-outside': 'Its path leaves the folder.',
  'git-folder': "It lies in git's own folder.",
  'name-not-portable': 'Its name does not mean the same file on every system.',
  'name-too-long': 'Its name is longer than 255 bytes.',
  'name-collision': 'Two names mean the same file where case or Unicode forms do not matter.',
} as const;

export type StarterProblemCode = keyof typeof starterProblems;

/** One of the things that are wrong with a starter. */
export interface StarterProblem extends FoundProblem {
  readonly code: StarterProblemCode;
  /**
   * As it lies in the starter or, with the folder at its top, in the archive; slashes between segments. Fit for one line:
   * without control characters, and cut where it is very long.
   */
  readonly path: string;
  /** One sentence, fit for one line. */
  readonly message: string;
}

/**
 * @param path may come from a stranger
 * @param message one sentence, by default what the code means
 */
export function starterProblem(
  code: StarterProblemCode,
  path: string,
  message: string = starterProblems[code],
): StarterProblem {
  return { code, path: onOneLine(path, 120), message: onOneLine(message, 500) };
}

/** @param starter what to call it in the message */
export function invalidStarter(
  starter: string,
  problems: readonly StarterProblem[],
  options?: ErrorOptions,
): ServiceError {
  return new ServiceError('STARTER_INVALID', { starter, problems }, options);
}
