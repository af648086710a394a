import type { Candidate } from './candidates.ts';

/** Why an engine did not answer, and what helps. */
export interface ConnectionFailure {
  readonly reason: string;
  /** Empty where there is nothing to say that would help. */
  readonly remedy: string;
}

/** Says in words what a failed connection means on `platform`. */
export function explainConnection(error: unknown, candidate: Candidate, platform: NodeJS.Platform): ConnectionFailure {
  const { code, name, message } = error as NodeJS.ErrnoException;
  const start =
    platform === 'linux'
      ? 'Start it: sudo systemctl start docker'
      : 'Start Docker Desktop (or Colima, OrbStack, Podman machine).';
  switch (code) {
    case 'ENOENT':
      return {
        reason: 'there is no such socket',
        remedy: candidate.explicit
          ? `Correct ${candidate.source}, or start the engine behind it.`
          : 'Install and start Docker or Podman.',
      };
    case 'EACCES':
    case 'EPERM':
      return {
        reason: 'permission denied',
        remedy:
          platform === 'linux'
            ? 'Allow yourself to use it: sudo usermod -aG docker $USER, then log in again; or use rootless Docker or Podman.'
            : 'Run the engine as the same user as this command.',
      };
    case 'ECONNREFUSED':
      return {
        reason: /^(unix|npipe):/.test(candidate.address)
          ? 'the socket exists, but no engine listens on it'
          : 'the connection is refused: no engine listens there',
        remedy: start,
      };
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return { reason: 'the host name is not known', remedy: `Correct the address in ${candidate.source}.` };
    case 'ETIMEDOUT':
    case 'ECONNRESET':
    case 'EHOSTUNREACH':
      return { reason: `no connection (${code})`, remedy: start };
    default:
      if (name === 'AbortError' || name === 'TimeoutError') {
        return { reason: 'no answer within 5 seconds', remedy: 'The engine hangs or is still starting: restart it.' };
      }
      return { reason: message, remedy: candidate.explicit ? `Check ${candidate.source}.` : start };
  }
}
