/**
 * Ways to break the output contract that do not end an execution, each with the sentence that explains it.
 * The codes are permanent.
 */
export const violationSentences = {
  DUPLICATE_RESULT: 'Only the first result counts; this further one is ignored',
  UNTERMINATED_BLOCK: 'The multiline result that begins here has no closing marker line, so it is no result',
  MARKER_IN_LINE: 'A marker counts only at the beginning of a line; this one stands inside a line',
  UNKNOWN_MARKER: 'The line looks like a marker but is none',
  INVALID_INTERIM: 'The interim result is ignored, it is not valid JSON',
  STDERR_MARKER: 'Markers count only on stdout; this one was printed on stderr',
} as const satisfies Record<string, string>;

export type ViolationCode = keyof typeof violationSentences;

/** One place where the service's output breaks the contract. */
export interface Violation {
  readonly code: ViolationCode;
  /** One or two sentences for a human. */
  readonly detail: string;
  /** Bytes from the beginning of the stream it was found in. */
  readonly offset: number;
}

/** Makes a violation; `reason` is the particular of this one. */
export function violation(code: ViolationCode, offset: number, reason?: string): Violation {
  const sentence = violationSentences[code];
  return { code, detail: reason === undefined ? `${sentence}.` : `${sentence}: ${reason}`, offset };
}
