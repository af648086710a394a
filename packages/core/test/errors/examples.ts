import type { ErrorCode, ErrorDetails } from '../../src/errors/index.ts';

const reason = '«reason»';
const url = 'http://127.0.0.1:8081';
const id = '42';
const resume = 'planqk-service call result 42 --wait';
const image = 'team/ghz:1.0';

/** Details for every error of the catalogue; a new code does not compile without an example here. */
export const examples: { readonly [Code in ErrorCode]: ErrorDetails<Code> } = {
  USAGE: { problem: 'There is no flag --tiemout.', command: 'planqk-service run' },
  FLAG_INVALID: { flag: '--timeout', value: 'abc', reason, example: '90s' },
  INVALID_JSON: { source: 'input/data.json', reason, place: { line: 1, column: 2 } },
  INPUT_NOT_OBJECT: { source: '--data', found: 'an array' },
  INPUT_UNREADABLE: { source: '--data (x.json)', reason },
  INPUT_TOO_LARGE: { source: '--data', bytes: 1_000_001, limit: 1_000_000 },
  LOG_UNREADABLE: { source: 'service.log', reason },
  INSPECTION_FAILED: { source: 'service.log', errors: 1, warnings: 2 },
  PROJECT_NOT_FOUND: { dir: '/x' },
  DOCKERFILE_MISSING: { dir: '/x' },
  CONFIG_MISSING: { path: '/x/planqk.json' },
  CONFIG_INVALID: { path: '/x/planqk.json', problems: ['name is missing', reason] },
  CHECK_FAILED: { errors: 1, warnings: 2, maxWarnings: 0 },
  SPEC_MISSING: { path: 'openapi-spec.yml' },
  SPEC_BEHIND: { path: 'openapi-spec.yml', additions: ['inputData.properties.qubits'] },
  TARGET_NOT_EMPTY: { dir: '/x', entries: ['a', 'b', 'c', 'd'] },
  TARGET_UNUSABLE: { dir: '/x', reason },
  NAME_INVALID: { name: 'My Service', reason },
  ANSWER_MISSING: { question: 'The name of the service', flag: '--name' },
  ANSWER_INVALID: { flag: '--cpu', value: '100', reason },
  STARTER_UNKNOWN: { starter: 'pyton', known: ['go', 'python'] },
  STARTER_INVALID: { starter: 'go', problems: [reason] },
  NO_ENGINE: { tried: [{ source: 'Docker', address: 'unix:///x.sock', reason, remedy: 'Start Docker.' }] },
  ENGINE_LOST: { doing: 'building the image', reason },
  ENGINE_REFUSED: { doing: 'the build', reason },
  GPU_UNAVAILABLE: { reason },
  PROCESS_NOT_CONFIGURED: { path: '/x/planqk-service.json' },
  TOOL_MISSING: { tool: 'go', reason: 'it was not found in PATH', install: 'https://go.dev/dl' },
  BUILD_FAILED: { step: 'COPY a b', line: 3, reason, logTail: ['one', reason] },
  BASE_IMAGE_UNAVAILABLE: { image, reason },
  IMAGE_NOT_FOUND: { image },
  IMAGE_NO_COMMAND: { image },
  COMMAND_NOT_FOUND: { command: 'app', reason },
  COMMAND_NOT_EXECUTABLE: { command: 'app', reason },
  START_FAILED: { reason },
  SERVICE_FAILED: { exitCode: 137, meaning: 'killed' },
  OUT_OF_MEMORY: { limit: '1 GB', setBy: 'resources.memory in planqk.json' },
  NO_RESULT: undefined,
  INVALID_RESULT: { reason },
  TIMED_OUT: { timeoutMs: 90_000 },
  INTERRUPTED: { doing: 'building the image' },
  API_UNREACHABLE: { url, reason: 'connection refused', id, resume },
  API_UNAUTHORIZED: { url, status: 401, detail: 'the token has expired', hasToken: true, id, resume },
  API_REFUSED: { request: `POST ${url}`, status: 405, detail: 'no such operation' },
  API_ANSWER_INVALID: { request: `GET ${url}`, status: 200, reason: 'the body is no JSON' },
  API_REDIRECTED: { request: `GET ${url}`, target: 'https://elsewhere.example/' },
  SUBMISSION_UNCERTAIN: { url, reason: 'the connection was closed' },
  INPUT_REFUSED: { url, status: 400, detail: 'no match', violations: [{ path: 'data.n', message: 'is no integer' }] },
  JOB_NOT_FOUND: { url, id },
  JOB_FAILED: { id, code: 'E1', detail: 'no qubits left.' },
  JOB_WITHOUT_RESULT: { id, reason: 'it printed none' },
  JOB_NOT_ENDED: { id, status: 'RUNNING', resume },
  JOB_TIMED_OUT: { id, detail: 'more than 5 s' },
  WAIT_TIMED_OUT: { id, status: 'RUNNING', timeoutMs: 90_000, resume },
  WAIT_INTERRUPTED: { id, resume, cancel: 'planqk-service call cancel 42' },
  JOB_CANCELLED: { id },
};

/** Stands for a text from elsewhere, which ends as it likes. */
export const foreignText = reason;
