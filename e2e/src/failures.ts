import type { ProjectFiles } from './projects.ts';

/** A run that has to fail, with what has to be said. */
export interface Failure {
  readonly name: string;
  /** The project, if not the plain probe. */
  readonly project?: ProjectFiles;
  readonly args?: readonly string[];
  /** What the probe is told to do. */
  readonly data?: object;
  readonly exitCode: number;
  readonly code: string;
  /** Of the error's message. */
  readonly message: RegExp;
  /** Of its hint, where that matters. */
  readonly hint?: RegExp;
  /** What else stderr tells, in text mode. */
  readonly notes?: RegExp;
  /** What Podman cannot tell as well. */
  readonly onPodman?: { readonly code: string; readonly message: RegExp; readonly hint?: RegExp };
}

const result = 'PlanQK:Job:Result:';
const block = 'PlanQK:Job:MultilineResult';
const dockerfile = (...lines: string[]): ProjectFiles => ({ files: { Dockerfile: `${lines.join('\n')}\n` } });

export const failures: readonly Failure[] = [
  {
    name: 'an image without entry point',
    project: dockerfile('FROM scratch', 'COPY probe.py /probe.py'),
    exitCode: 5,
    code: 'IMAGE_NO_COMMAND',
    message: /neither ENTRYPOINT nor CMD/,
    hint: /ENTRYPOINT \[/,
  },
  {
    name: 'a command that does not exist',
    project: dockerfile('FROM debian:trixie-slim', 'ENTRYPOINT ["/no/such/service"]'),
    exitCode: 5,
    code: 'COMMAND_NOT_FOUND',
    message: /\/no\/such\/service does not exist/,
  },
  {
    name: 'a command that may not be executed',
    project: dockerfile('FROM debian:trixie-slim', 'COPY probe.py /probe.py', 'ENTRYPOINT ["/probe.py"]'),
    exitCode: 5,
    code: 'COMMAND_NOT_EXECUTABLE',
    message: /\/probe\.py cannot be executed: permission denied/,
    hint: /chmod \+x/,
  },
  {
    name: 'a user that the image does not have',
    project: dockerfile('FROM debian:trixie-slim', 'USER nosuchuser', 'ENTRYPOINT ["true"]'),
    exitCode: 5,
    code: 'START_FAILED',
    message: /^The container could not be started: .*nosuchuser/,
  },
  {
    name: 'a build step that fails',
    project: dockerfile('FROM debian:trixie-slim', '', 'RUN echo what went wrong >&2; exit 3'),
    exitCode: 4,
    code: 'BUILD_FAILED',
    message: /Dockerfile:3: [\s\S]*what went wrong/,
  },
  {
    name: 'a base image that does not exist',
    project: dockerfile('FROM debian:no-such-tag'),
    exitCode: 4,
    code: 'BASE_IMAGE_UNAVAILABLE',
    message: /debian:no-such-tag/,
  },
  {
    name: 'more memory than planqk.json allows',
    project: { memory: 0.0625 },
    data: { allocateMegabytes: 300 },
    exitCode: 5,
    code: 'OUT_OF_MEMORY',
    message: /memory limit of 64 MB \(set by resources\.memory in planqk\.json\)/,
    hint: /planqk\.json/,
    // Measured: Podman 4.3 with runc on cgroup v1 says OOMKilled: false.
    onPodman: { code: 'SERVICE_FAILED', message: /exit code 137 .*memory limit of 64 MB/, hint: /./ },
  },
  {
    name: 'a service that takes too long',
    data: { wait: true },
    args: ['--timeout', '1500ms'],
    exitCode: 7,
    code: 'TIMED_OUT',
    message: /after 1\.5 s/,
    hint: /--timeout/,
  },
  {
    name: 'a non-zero exit without a result',
    data: { exit: 3 },
    exitCode: 5,
    code: 'SERVICE_FAILED',
    message: /exit code 3/,
  },
  {
    name: 'a non-zero exit with a result',
    data: { exit: 3, print: `${result} {"code":"TOO_COLD","detail":"It is 4 kelvin."}\n` },
    exitCode: 5,
    code: 'SERVICE_FAILED',
    message: /exit code 3 \(TOO_COLD: It is 4 kelvin\)/,
    notes: /The service says: \{"code":"TOO_COLD","detail":"It is 4 kelvin\."\}/,
  },
  {
    name: 'a result with NaN',
    data: { print: `${result} {"energy": NaN}\n` },
    exitCode: 6,
    code: 'INVALID_RESULT',
    message: /not valid JSON/,
    hint: /NaN/,
  },
  {
    name: 'a block that nothing closes',
    data: { print: `${block}\n{"energy": 1}\n` },
    exitCode: 6,
    code: 'NO_RESULT',
    message: /printed no result/,
    notes: /has no closing marker line/,
  },
  {
    name: 'no result',
    data: { print: 'all is well\n' },
    exitCode: 6,
    code: 'NO_RESULT',
    message: /exit code 0 but printed no result/,
    notes: /all is well/,
  },
];
