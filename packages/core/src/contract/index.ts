export { looksLikeUtf16 } from './encoding.ts';
export { createInput, type InputTexts, type ServiceInput } from './input.ts';
export { type InputRules, type InputWarning, inputJson } from './input-json.ts';
export { canBecome, type FinalJobStatus, isFinal, type JobStatus } from './job-status.ts';
export { jsonMembers } from './json-members.ts';
export type { Place } from './json-place.ts';
export { stringifyWithRawJson } from './json-stringify.ts';
export { type JsonKind, JsonText, type JsonTextAttempt } from './json-text.ts';
export { LogTail, type LogTailOptions } from './log-tail.ts';
export type { Ending, Outcome, OutcomeCause, OutcomeError, ResourceUsage } from './outcome.ts';
export { outcomeError, outcomeExitCode } from './outcome-error.ts';
export type {
  InterimEvent,
  InvalidResultEvent,
  LogEvent,
  OutputEvent,
  ResultEvent,
  ViolationEvent,
} from './output-event.ts';
export type { OutputReaderOptions } from './output-options.ts';
export { OutputReader } from './output-reader.ts';
export { createOutputStream } from './output-stream.ts';
export { type ContractProfile, type Endpoint, type Markers, profileV1 } from './profile.ts';
export { type ExecutionFacts, settle } from './settle.ts';
export { StderrWatcher, type StderrWatcherOptions } from './stderr-watcher.ts';
export { type Violation, type ViolationCode, violationSentences } from './violation.ts';
