import { parseRetryAfter } from './backoff.ts';

/** What a server answered; the body is UTF-8 text. */
export interface Answer {
  readonly kind: 'answer';
  readonly status: number;
  readonly text: string;
  readonly location: string | null;
  readonly retryAfterMs: number | undefined;
}

/** That no whole answer came. */
export interface Silence {
  readonly kind: 'silence';
  /** False when the request cannot have reached a server, so that it is safe to send it again. */
  readonly mayHaveArrived: boolean;
  readonly reason: string;
}

export interface HttpRequest {
  readonly method: string;
  readonly url: URL;
  readonly token: string | undefined;
  readonly body?: string | undefined;
  /** Milliseconds until the answer has to begin. */
  readonly patienceMs: number;
  readonly signal: AbortSignal;
}

/** Sends one request and follows no redirect. Trouble on the way is an answer here, not an exception. */
export async function exchange(fetch: typeof globalThis.fetch, request: HttpRequest): Promise<Answer | Silence> {
  const { method, url, token, body, patienceMs, signal } = request;
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), patienceMs);
  try {
    const response = await fetch(url, {
      method,
      redirect: 'manual',
      headers: {
        accept: 'application/json',
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      ...(body !== undefined && { body }),
      signal: AbortSignal.any([signal, late.signal]),
    });
    clearTimeout(timer);
    const bytes = await response.arrayBuffer();
    return {
      kind: 'answer',
      status: response.status,
      text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes),
      location: response.headers.get('location'),
      retryAfterMs: parseRetryAfter(response.headers.get('retry-after'), Date.now()),
    };
  } catch (error) {
    if (late.signal.aborted) {
      const reason = `no answer came within ${patienceMs / 1_000} s`;
      return { kind: 'silence', mayHaveArrived: true, reason };
    }
    if (signal.aborted) return { kind: 'silence', mayHaveArrived: true, reason: 'the request was interrupted' };
    return explainSilence(error);
  } finally {
    clearTimeout(timer);
  }
}

const beforeSending: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the name of the host could not be looked up',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
  UND_ERR_CONNECT_TIMEOUT: 'the connection took too long',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by itself (NODE_EXTRA_CA_CERTS names more that are trusted)',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is not trusted (NODE_EXTRA_CA_CERTS names more that are)',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is not trusted (NODE_EXTRA_CA_CERTS names more that are)',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host',
};

const underWay: Readonly<Record<string, string>> = {
  ECONNRESET: 'the connection was closed before the answer was complete',
  UND_ERR_SOCKET: 'the connection was closed before the answer was complete',
  EPIPE: 'the connection was closed before the answer was complete',
  UND_ERR_HEADERS_TIMEOUT: 'no answer came in time',
  UND_ERR_BODY_TIMEOUT: 'the answer stopped half-way',
};

/** What undici says of a request that failed, in plain words; whatever is not known may have arrived. */
export function explainSilence(error: unknown): Silence {
  const { cause, message } = error as { cause?: { code?: string; message?: string }; message?: string };
  const code = cause?.code ?? '';
  const known = beforeSending[code];
  if (known !== undefined) return { kind: 'silence', mayHaveArrived: false, reason: known };
  // fetch itself refuses ports of other protocols.
  if (cause?.message === 'bad port')
    return { kind: 'silence', mayHaveArrived: false, reason: 'requests to this port are not allowed' };
  const reason = underWay[code] ?? (cause?.message || message || String(error));
  return { kind: 'silence', mayHaveArrived: true, reason: reason.replace(/\.$/, '') };
}
