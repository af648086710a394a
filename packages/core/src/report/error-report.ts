import { isServiceError } from '../errors/index.ts';

/** What is told of an error, whatever it is: of ours, or a bug. */
export interface ErrorReport {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
  readonly ref: string;
  /** The facts behind the message, for programs. */
  readonly details?: unknown;
  readonly exitCode: number;
  /** Only of a bug, for those who mend it. */
  readonly stack?: string;
}

/**
 * What to tell of something that was thrown. Whatever is no `ServiceError` is a bug of ours: code INTERNAL_ERROR, exit
 * code 1.
 *
 * @param tool the program's name, such as `planqk-service`
 */
export function reportOf(error: unknown, tool: string): ErrorReport {
  if (isServiceError(error)) {
    const { code, message, hint, ref, details, exitCode } = error;
    return { code, message, hint, ref, details, exitCode };
  }
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  return {
    code: 'INTERNAL_ERROR',
    message: `This is a bug in ${tool}: ${message}`,
    hint: `Report it at the address that "npm view ${tool} bugs" prints, with the command, your Node.js version and the lines below.`,
    ref: 'docs/errors.md#internal_error',
    exitCode: 1,
    stack: stack ?? message,
  };
}

/** The same for people, in two lines and, of a bug, its stack. */
export function errorText(
  report: ErrorReport,
  paint: (colour: 'red' | 'cyan' | 'dim', text: string) => string,
): string {
  const { code, message, hint, ref, stack } = report;
  const seeAlso = paint('dim', `(${code}, ${ref})`);
  const lines = [`${paint('red', 'Error:')} ${message}`, `${paint('cyan', 'Try:')} ${hint}  ${seeAlso}`];
  return `${[...lines, ...(stack === undefined ? [] : [stack])].join('\n')}\n`;
}
