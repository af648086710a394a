import { type ErrorCode, ServiceError } from '@planqk-service/core/errors';
import { withoutSecrets } from '../cache/without-secrets.ts';

type FetchCode = Extract<
  ErrorCode,
  'STARTER_NOT_FOUND' | 'STARTER_NOT_ALLOWED' | 'STARTER_UNREACHABLE' | 'STARTER_FETCH_FAILED'
>;

interface FetchFailure extends Error {
  readonly code?: string;
  readonly statusCode?: number;
  /** What git printed. */
  readonly stderr?: string;
}

/** In this order: what git prints of a refusal also says that the repository is not there. */
const kinds: readonly { readonly code: FetchCode; readonly codes: RegExp; readonly text: RegExp }[] = [
  {
    code: 'STARTER_NOT_ALLOWED',
    codes: /^(E401|E403|EACCES|EPERM|ENEEDAUTH|EOTP|EALLOW\w+)$/,
    text: /authentication failed|permission denied|could not read (username|password)|access denied|returned error: 40[13]/i,
  },
  {
    code: 'STARTER_UNREACHABLE',
    codes:
      /^(ENOTFOUND|EAI_AGAIN|ECONN\w+|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EPROTO|ERR_SOCKET_TIMEOUT|ERR_SSL_\w+|FETCH_ERROR|UNABLE_TO_\w+|SELF_SIGNED_\w+|DEPTH_ZERO_\w+|CERT_\w+|E5\d\d|EGITCONNECTION)$/,
    text: /could not resolve|connection (refused|timed out|reset)|failed to connect|couldn't connect|network is unreachable|ssl|hung up|unable to connect/i,
  },
  {
    code: 'STARTER_NOT_FOUND',
    codes: /^(E404|ETARGET|ENOVERSIONS|ENOENT|E410)$/,
    text: /not found|does not exist|does not appear to be a git repository|pathspec|remote branch|couldn't find remote ref|no matching version|returned error: 404/i,
  },
];

/** Turns what npm's libraries and git throw into an error that says which of the ways to fail it was. */
export function explainFetch(error: unknown, spec: string): ServiceError {
  const starter = withoutSecrets(spec);
  const failure = error as FetchFailure;
  const reason = reasonOf(failure);
  const code =
    failure.code === 'ENOGIT'
      ? 'STARTER_FETCH_FAILED'
      : (kinds.find(({ codes }) => codes.test(failure.code ?? ''))?.code ??
        kinds.find(({ text }) => text.test(`${failure.stderr ?? ''}\n${failure.message}`))?.code ??
        'STARTER_FETCH_FAILED');
  return new ServiceError(code, { starter, reason }, { cause: error });
}

/** One line, and no password in it. */
function reasonOf({ code, message, stderr }: FetchFailure): string {
  if (code === 'ENOGIT') return 'git is not installed.';
  const lines = (stderr ?? '').split('\n').filter((line) => /^(fatal|error|remote):/i.test(line));
  const text = (lines.at(-1) ?? message).split('\n', 1)[0] ?? '';
  return text.replace(/\/\/[^/@\s]+@/g, '//');
}
