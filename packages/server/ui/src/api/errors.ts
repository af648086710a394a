import type { ErrorBody, Violation } from './types.ts';

/** The server answered, but not with what was asked for. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  readonly status: number;
  readonly body: ErrorBody;

  constructor(status: number, body: ErrorBody) {
    super(body.detail);
    this.status = status;
    this.body = body;
  }

  /** Whether a token would help: 403 has other reasons too. */
  get needsToken(): boolean {
    return this.status === 401 || this.body.code === 'TOKEN_WRONG';
  }

  get violations(): readonly Violation[] {
    return this.body.violations ?? [];
  }
}

/** Nobody answered: the server is away, or the connection broke. */
export class UnreachableError extends Error {
  override readonly name = 'UnreachableError';
}

/** The body of an answer that is no success; whatever it is, something readable comes of it. */
export function errorBody(status: number, text: string): ErrorBody {
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null && 'detail' in body && typeof body.detail === 'string')
      return body as ErrorBody;
  } catch {
    // A proxy in between may answer with whatever it likes.
  }
  return { code: `HTTP_${status}`, detail: text.slice(0, 300) || `The server answered ${status}.` };
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
