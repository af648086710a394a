import { entry } from './entry.ts';

/** A job that was accepted and that one can come back to: its id, and the command that waits for it. */
export interface Resumable {
  readonly id?: string | undefined;
  readonly resume?: string | undefined;
}

/** A value of the input that a server refused. */
export interface RefusedValue {
  readonly path: string;
  readonly message: string;
  readonly value?: unknown;
}

const goesOn = (d: Resumable) => (d.id === undefined ? '' : ` Job ${d.id} is not touched by this.`);
const thenResume = (d: Resumable) => (d.resume === undefined ? '' : `, then go on with "${d.resume}"`);

/** What can go wrong between a client and the Service API. */
export const apiErrors = {
  API_UNREACHABLE: entry(
    8,
    (d: { url: string; reason: string } & Resumable) =>
      `The Service API at ${d.url} cannot be used: ${d.reason}.${goesOn(d)}`,
    (d) =>
      d.resume === undefined
        ? 'See that a server is up there ("planqk-service serve" starts one), or name another with --url.'
        : `See whether the server and the network are up${thenResume(d)}.`,
  ),
  API_UNAUTHORIZED: entry(
    8,
    (d: { url: string; status: number; detail: string; hasToken: boolean } & Resumable) =>
      `${d.url} does not let ${d.hasToken ? 'this token' : 'anybody without a token'} in (${d.status}): ${d.detail}.${goesOn(d)}`,
    (d) =>
      `${d.hasToken ? 'Get a new token (one lives for 60 minutes on the platform)' : 'Pass a token with --token-file or PLANQK_TOKEN'}${thenResume(d)}.`,
  ),
  API_REFUSED: entry(
    8,
    (d: { request: string; status: number; detail: string } & Resumable) =>
      `${d.request} was refused (${d.status}): ${d.detail}.${goesOn(d)}`,
    (d) => `Check that --url is the base of a Service API and what the server says${thenResume(d)}.`,
  ),
  API_ANSWER_INVALID: entry(
    8,
    (d: { request: string; status: number; reason: string } & Resumable) =>
      `${d.request} was answered (${d.status}), but not as a Service API answers: ${d.reason}.${goesOn(d)}`,
    (d) => `Check that --url is the base of a Service API, and no page or proxy in front of it${thenResume(d)}.`,
  ),
  API_REDIRECTED: entry(
    8,
    (d: { request: string; target: string } & Resumable) =>
      `${d.request} was redirected to ${d.target}, where neither the token nor the input is sent unasked.${goesOn(d)}`,
    () => 'If you trust that address, name it with --url.',
  ),
  SUBMISSION_UNCERTAIN: entry(
    8,
    (d: { url: string; reason: string }) =>
      `The job was sent to ${d.url}, but its acceptance is not known: ${d.reason}. It may be running.`,
    () =>
      'It was not sent again, lest it run twice: look at the list of jobs on the server, and call again if it is not there.',
  ),
  INPUT_REFUSED: entry(
    3,
    (d: { url: string; status: number; detail: string; violations: readonly RefusedValue[] }) =>
      `${d.url} does not accept the input (${d.status}): ${d.detail}.${d.violations.map(({ path, message }) => `\n  - ${path}: ${message}`).join('')}`,
    () => 'Correct --data and --params by the specification of the service.',
  ),
  JOB_NOT_FOUND: entry(
    3,
    (d: { url: string; id: string }) => `There is no job ${d.id} at ${d.url}.`,
    () => 'Check the id and --url; servers forget jobs after a while.',
  ),
  JOB_FAILED: entry(
    5,
    (d: { id: string; code: string; detail: string }) =>
      `Job ${d.id} failed${d.code === '' && d.detail === '' ? '' : `: ${[d.code, d.detail.replace(/\.$/, '')].filter(Boolean).join(', ')}`}.`,
    () => "Read the service's log on the server; the service decides what its errors mean.",
  ),
  JOB_WITHOUT_RESULT: entry(
    6,
    (d: { id: string; reason: string }) => `Job ${d.id} has no valid result: ${d.reason}.`,
    () => 'The service has to print one line "PlanQK:Job:Result: <json>" with strict JSON before it exits with 0.',
  ),
  JOB_NOT_ENDED: entry(
    6,
    (d: { id: string; status: string; resume: string }) => `Job ${d.id} has no result yet: its status is ${d.status}.`,
    (d) => `Wait for it with "${d.resume}".`,
  ),
  JOB_TIMED_OUT: entry(
    7,
    (d: { id: string; detail: string }) => `The server ended job ${d.id}, because it took too long: ${d.detail}.`,
    () => 'Give jobs longer with "planqk-service serve --job-timeout", or make the input smaller.',
  ),
  WAIT_TIMED_OUT: entry(
    7,
    (d: { id: string; status: string; timeoutMs: number; resume: string }) =>
      `Job ${d.id} has not ended after ${d.timeoutMs / 1000} s: its status is ${d.status}. It goes on.`,
    (d) => `Wait longer with "${d.resume}".`,
  ),
  WAIT_INTERRUPTED: entry(
    130,
    (d: { id: string; resume: string; cancel: string }) => `Interrupted while waiting; job ${d.id} goes on.`,
    (d) => `Get back to it with "${d.resume}", or end it with "${d.cancel}".`,
  ),
  JOB_CANCELLED: entry(
    130,
    (d: { id: string }) => `Job ${d.id} was cancelled.`,
    () => 'Call the service again when you like.',
  ),
};
