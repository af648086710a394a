import type { FaultScenario } from './fault-scenario.ts';

/** Scenarios that `serve --scenario` knows by name. `docs/guides/clients-that-survive.md` lists them, held by a test. */
export const builtInScenarios: Readonly<Record<string, FaultScenario>> = {
  'slow-start': {
    description: 'The answer to a new job takes two seconds; whoever sends it again has two jobs.',
    submit: { delayMs: 2_000 },
  },
  'long-pending': {
    description: 'Jobs wait for six polls before they run.',
    jobs: { pending: { polls: 6 } },
  },
  unknown: {
    description: 'Jobs are lost sight of for three polls, and are well.',
    jobs: { unknown: { after: 1, polls: 3 } },
  },
  failing: {
    description: 'Jobs run for two polls and then fail.',
    jobs: { fail: { after: 2, code: 'SIMULATED_FAILURE', detail: 'The scenario lets this job fail.' } },
  },
  'late-result': {
    description: 'Jobs have succeeded, but their result is missing for the first two times.',
    jobs: { lateResult: { reads: 2 } },
  },
  'rate-limit': {
    description: 'The first job is too many, and so is every third question: 429 with Retry-After.',
    requests: [
      { on: ['submit'], first: 1, fault: 429, retryAfter: 1 },
      { every: 3, fault: 429, retryAfter: 1 },
    ],
    jobs: { pending: { polls: 4 } },
  },
  'token-expires': {
    description: 'Every bearer token lives for four requests; then it is answered 401, and a new one is needed.',
    token: { requests: 4 },
    jobs: { pending: { polls: 4 } },
  },
  'server-errors': {
    description: 'A third of the questions is answered 500, 502 or 503.',
    requests: [
      { share: 0.12, fault: 500 },
      { share: 0.12, fault: 502 },
      { share: 0.12, fault: 503, retryAfter: 1 },
    ],
    jobs: { pending: { polls: 6 } },
  },
  'dropped-connections': {
    description: 'A third of the questions meets a connection that breaks, before or in the middle of the answer.',
    requests: [
      { share: 0.2, fault: 'drop' },
      { share: 0.2, fault: 'cut' },
    ],
    jobs: { pending: { polls: 6 } },
  },
  'lost-answer': {
    description:
      'The first job is accepted, but the connection breaks before the answer: nobody may send it again blindly.',
    requests: [{ on: ['submit'], first: 1, fault: 'lose' }],
  },
  everything: {
    description:
      'A bad day: a slow start, waiting, UNKNOWN, 429, 5xx, broken connections, an expired token, a late result.',
    submit: { delayMs: 500 },
    token: { requests: 8 },
    jobs: { pending: { polls: 3 }, unknown: { after: 1, polls: 2 }, lateResult: { reads: 1 } },
    requests: [
      { on: ['submit'], first: 1, fault: 429, retryAfter: 1 },
      { share: 0.1, fault: 429, retryAfter: 1 },
      { share: 0.1, fault: 500 },
      { share: 0.1, fault: 'drop' },
      { share: 0.1, fault: 'cut' },
    ],
  },
};
