import { type Catalogue, catalogue, type ErrorCode } from './catalogue/index.ts';

const brand: unique symbol = Symbol.for('@planqk-service/error') as never;

/** What the catalogue entry of `Code` needs to write its message. */
export type ErrorDetails<Code extends ErrorCode> = Parameters<Catalogue[Code]['message']>[0];

/**
 * An error that the user can act on: it says what is wrong, where, and what to do.
 *
 * Every instance belongs to one entry of the error catalogue (`docs/errors.md`). Anything else that is
 * thrown out of these packages is a bug in them. Recognise it with {@link isServiceError}, which also works
 * across two copies of this package.
 */
export class ServiceError<Code extends ErrorCode = ErrorCode> extends Error {
  override readonly name = 'ServiceError';
  /** Permanent identifier, also the heading in `docs/errors.md`. */
  readonly code: Code;
  /** The facts behind the message, for programs. */
  readonly details: ErrorDetails<Code>;
  /** One sentence: what the user can do about it. */
  readonly hint: string;
  /** Where this error is explained, relative to the repository. */
  readonly ref: string;
  /** The process exit code that the command line uses for it (2 to 130). */
  readonly exitCode: number;
  /** @internal */
  readonly [brand] = true;

  constructor(code: Code, details: ErrorDetails<Code>, options?: ErrorOptions) {
    const entry = catalogue[code];
    // The entry's parameter type is tied to `code`, which TypeScript cannot follow through the lookup.
    const say = (text: (details: never) => string) => text(details as never);
    super(say(entry.message), options);
    this.code = code;
    this.details = details;
    this.hint = say(entry.hint);
    this.ref = errorReference(code);
    this.exitCode = entry.exitCode;
  }
}

/** The section of the documentation that explains `code`. */
export function errorReference(code: ErrorCode): string {
  return `docs/errors.md#${code.toLowerCase()}`;
}

/** Whether `value` is a {@link ServiceError}, whichever copy of this package made it. */
export function isServiceError(value: unknown): value is ServiceError {
  return typeof value === 'object' && value !== null && brand in value;
}
