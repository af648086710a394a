/**
 * Everything that a request can be refused for: its status and what is said, as `{code, detail}`. The codes are
 * permanent; `docs/serve.md` explains them, compared by a test.
 */
export const httpErrors = {
  BODY_INVALID: [400, (d: { reason: string }) => d.reason],
  INPUT_INVALID: [
    400,
    (d: { count: number }) =>
      `The input is not what the specification of the service says, in ${d.count === 1 ? 'one place' : `${d.count} places`}; see "violations".`,
  ],
  QUERY_INVALID: [400, (d: { reason: string }) => d.reason],
  REQUEST_INVALID: [400, (d: { reason: string }) => `The request is no proper HTTP: ${d.reason}.`],
  TOKEN_MISSING: [401, () => 'Send the token of this server: "Authorization: Bearer <token>".'],
  TOKEN_WRONG: [403, () => 'The token is not the one that this server was started with.'],
  HOST_REFUSED: [
    403,
    (d: { host: string }) =>
      `Requests to the host ${JSON.stringify(d.host)} are refused, as the server does not know this name. Start it with --allow-host to accept it.`,
  ],
  ORIGIN_REFUSED: [
    403,
    (d: { origin: string }) =>
      `Pages of ${d.origin} may not change anything here. Start the server with --cors ${d.origin} to let them.`,
  ],
  JOB_NOT_FOUND: [404, (d: { id: string }) => `There is no job ${JSON.stringify(d.id)}.`],
  NO_RESULT: [404, (d: { reason: string }) => `There is no result: ${d.reason}.`],
  NO_INPUT: [404, (d: { id: string }) => `The input of job ${d.id} is not there any more.`],
  NOT_FOUND: [404, (d: { path: string }) => `Nothing is known under ${JSON.stringify(d.path)}.`],
  METHOD_NOT_ALLOWED: [
    405,
    (d: { method: string; allow: string }) => `${d.method} cannot be used here, but ${d.allow}.`,
  ],
  REQUEST_TIMEOUT: [408, () => 'The request took too long to arrive.'],
  BODY_TOO_LARGE: [
    413,
    (d: { limit: number }) => `The body may have at most ${d.limit} bytes. Pass larger data by reference.`,
  ],
  TYPE_UNSUPPORTED: [
    415,
    (d: { type: string } | { encoding: string }) =>
      'type' in d
        ? `The body is sent as ${d.type}, but has to be "Content-Type: application/json".`
        : `The body is sent with "Content-Encoding: ${d.encoding}", but has to be sent as it is.`,
  ],
  HEADERS_TOO_LARGE: [431, () => 'The headers of the request are too large.'],
  INTERNAL_ERROR: [500, () => 'The server has failed; its log says more.'],
  STOPPING: [503, () => 'The server is about to stop and accepts no new jobs. Try again when it is back.'],
  ENGINE_UNAVAILABLE: [503, (d: { reason: string }) => d.reason],
  DISK_FULL: [
    507,
    () => 'The disk is full: the job was not accepted. Make room, or remove old jobs with "planqk-service clean".',
  ],
} as const satisfies Record<string, readonly [number, (details: never) => string]>;

export type HttpErrorCode = keyof typeof httpErrors;
type Details<Code extends HttpErrorCode> = Parameters<(typeof httpErrors)[Code][1]>[0];

/** Where and why an input is not what the specification says. */
export interface InputViolation {
  /** Such as `data.graph.edges[3].weight`. */
  readonly path: string;
  readonly message: string;
  /** How the value is written, cut when it is long. */
  readonly value?: string;
}

/** A request that is refused. */
export class HttpError<Code extends HttpErrorCode = HttpErrorCode> extends Error {
  readonly code: Code;
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly violations: readonly InputViolation[] | undefined;

  constructor(
    code: Code,
    details: Details<Code>,
    extra: {
      readonly headers?: Readonly<Record<string, string>>;
      readonly violations?: readonly InputViolation[];
    } = {},
  ) {
    const [statusCode, say] = httpErrors[code];
    super((say as (details: unknown) => string)(details));
    this.code = code;
    this.statusCode = statusCode;
    this.headers = extra.headers ?? {};
    this.violations = extra.violations;
  }

  get body(): object {
    const { code, message, violations } = this;
    return { code, detail: message, ...(violations && { violations }) };
  }
}
