/**
 * The process exit codes of the command line:
 * 2 usage · 3 findings or invalid input · 4 build failed · 5 service failed · 6 no or invalid result ·
 * 7 timed out · 8 no Service API, or it refuses · 9 no engine · 130 interrupted. (0 is success, 1 is a bug of ours.)
 */
export type ExitCode = 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 130;

/** One kind of error: how it ends the process and what it says. */
export interface ErrorEntry<Details> {
  readonly exitCode: ExitCode;
  /** What is wrong and where: one sentence, further lines only for lists. No advice. */
  readonly message: (details: Details) => string;
  /** What the user can do: one sentence in the imperative. */
  readonly hint: (details: Details) => string;
}

/** Declares an entry; the type of `details` is what the code that throws has to bring. */
export function entry<Details>(
  exitCode: ExitCode,
  message: (details: Details) => string,
  hint: (details: Details) => string,
): ErrorEntry<Details> {
  return { exitCode, message, hint };
}
