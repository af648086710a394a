import { hasResult, saidBy } from '../judge.ts';
import { defineProbe, type Probe, type ProbeFacts, type ProbeRun } from '../probe.ts';

type Confined = Pick<ProbeFacts, 'id' | 'title' | 'why'> & {
  readonly run: ProbeRun;
  /** How the finding begins. */
  readonly when: string;
  readonly remedy: string;
};

/**
 * The sample once more, in a container that may do less. The platform promises none of it, so that all of this is a
 * warning.
 */
function confined({ run, when, remedy, ...facts }: Confined): Probe {
  return defineProbe({
    ...facts,
    source: 'our decision',
    isBeyondContract: true,
    severity: 'warning',
    needsResult: true,
    needsContainer: true,
    runs: ({ data, params }) => ({ confined: { data, params, ...run } }),
    judge: ({ confined: observation }) =>
      hasResult(observation)
        ? []
        : [{ severity: 'warning', message: `${when}, the service fails: ${saidBy(observation)}`, remedy }],
  });
}

export const readOnlyInput = confined({
  id: 'read-only-input',
  title: 'The service leaves its input as it is.',
  why: 'How the platform provides the input is its own affair; a folder that is mounted cannot be written.',
  run: { readOnlyInput: true },
  when: 'With an input folder that cannot be written',
  remedy: 'Write what is temporary to /tmp.',
});

export const unknownUser = confined({
  id: 'unknown-user',
  title: 'The service runs as any user, also one that is in no /etc/passwd.',
  why: 'Clusters run containers as users of their own choice.',
  run: { user: '54321:54321' },
  when: 'As the user 54321',
  remedy: 'Make the files of the image readable for all (chmod -R a+rX), and need neither root nor a home folder.',
});

export const noNetwork = confined({
  id: 'no-network',
  title: 'The service needs no network for its sample input.',
  why: 'What is loaded at run time is not what was tested, costs time in every job, and is gone when its server is.',
  run: { withoutNetwork: true },
  when: 'Without a network',
  remedy:
    'Load what is needed when the image is built; a service that calls a backend skips this probe, with the reason in planqk-service.json.',
});

export const writeOutsideTmp = confined({
  id: 'write-outside-tmp',
  title: 'The service writes nowhere but into /tmp.',
  why: 'Clusters run containers with a read-only file system; what is written elsewhere is lost anyway.',
  run: { readOnlyRoot: true },
  when: 'With a file system that cannot be written, apart from /tmp',
  remedy:
    'Write what is temporary to /tmp, and point caches there: HOME, XDG_CACHE_HOME, MPLCONFIGDIR, NUMBA_CACHE_DIR.',
});
