import { defineProbe } from '../probe.ts';

/** 128 and SIGKILL. */
const killedCode = 137;

export const sigterm = defineProbe({
  id: 'sigterm',
  title: 'The service ends within the grace time when it is asked to.',
  why: 'A job that is cancelled should end at once; process 1 of a container ignores SIGTERM unless it handles it, and is killed in the middle of what it does.',
  source: 'our decision',
  isBeyondContract: false,
  severity: 'warning',
  needsResult: true,
  needsContainer: true,
  runs: ({ data, params }) => ({ stopped: { data, params, stop: true } }),
  judge: ({ stopped: { outcome } }) =>
    outcome?.exitCode === killedCode && !outcome.oomKilled
      ? [
          {
            severity: 'warning',
            message: 'Asked to end by SIGTERM, the service goes on until it is killed.',
            remedy:
              'Handle SIGTERM: end with 143. A shell in ENTRYPOINT does not hand it on; use the exec form, or exec in the script.',
          },
        ]
      : [],
});
