import { exitMeaning } from './exit-meaning.ts';
import type { Place } from './json-place.ts';
import type { JsonText } from './json-text.ts';
import type { Outcome, OutcomeCause, OutcomeError } from './outcome.ts';
import { catalogueDetail } from './outcome-cause.ts';

/** 128 and SIGKILL. */
const killedCode = 137;

/** What was observed of one execution. */
export interface ExecutionFacts
  extends Pick<
    Outcome,
    'exitCode' | 'interimResults' | 'interimResultCount' | 'violations' | 'startedAt' | 'endedAt' | 'usage' | 'logTail'
  > {
  readonly oomKilled: boolean;
  readonly result?: JsonText | undefined;
  readonly invalidResult?: { readonly reason: string; readonly place?: Place } | undefined;
  /** We ended it, and why. */
  readonly stopped?: { readonly by: 'timeout'; readonly timeoutMs: number } | { readonly by: 'cancel' } | undefined;
  /** The image's command never ran, by what the engine's init process said. */
  readonly startFailure?:
    | {
        readonly code: 'COMMAND_NOT_FOUND' | 'COMMAND_NOT_EXECUTABLE';
        readonly command: string;
        readonly reason: string;
      }
    | undefined;
  readonly engineLost?: { readonly doing: string; readonly reason: string } | undefined;
  /** Who asked for the memory limit, such as "resources.memory in planqk.json". */
  readonly memoryLimitSetBy?: string | undefined;
}

/**
 * Decides how an execution ended.
 *
 * Source: PlanQK documentation, custom containers (exit code 0 is success). Our decision: an invalid result is a
 * failure, what was printed before a failure is the body of its error, and stopping it ourselves goes before
 * everything else, so that a cancelled or timed-out execution has no result.
 */
export function settle(facts: ExecutionFacts): Outcome {
  const error = errorOf(facts);
  const cancelled = error?.cause.code === 'INTERRUPTED';
  return {
    status: error === undefined ? 'SUCCEEDED' : cancelled ? 'CANCELLED' : 'FAILED',
    exitCode: facts.exitCode,
    ...(error === undefined ? facts.result && { result: facts.result } : { error }),
    interimResults: facts.interimResults,
    interimResultCount: facts.interimResultCount,
    violations: facts.violations,
    timedOut: error?.cause.code === 'TIMED_OUT',
    cancelled,
    oomKilled: facts.oomKilled,
    startedAt: facts.startedAt,
    endedAt: facts.endedAt,
    durationMs: facts.endedAt.getTime() - facts.startedAt.getTime(),
    usage: facts.usage,
    logTail: facts.logTail,
  };
}

function errorOf(facts: ExecutionFacts): OutcomeError | undefined {
  const { exitCode, stopped, engineLost } = facts;
  if (stopped?.by === 'cancel') return describe({ code: 'INTERRUPTED', details: { doing: 'running the service' } });
  if (stopped?.by === 'timeout') return describe({ code: 'TIMED_OUT', details: { timeoutMs: stopped.timeoutMs } });
  if (engineLost !== undefined) return describe({ code: 'ENGINE_LOST', details: engineLost });
  if (exitCode === null) {
    return describe({
      code: 'ENGINE_LOST',
      details: { doing: 'running the service', reason: 'it told no exit code.' },
    });
  }
  if (facts.startFailure !== undefined) {
    const { code, ...details } = facts.startFailure;
    return describe({ code, details });
  }
  if (exitCode === 0) {
    const reason = facts.invalidResult && reasonOf(facts.invalidResult);
    return reason === undefined ? undefined : describe({ code: 'INVALID_RESULT', details: { reason } });
  }
  if (!facts.oomKilled) return withBody(failed(exitCode, meaningOf(exitCode, facts)), facts.result);
  const body = facts.result && { body: facts.result };
  const details = { limit: memoryText(facts.usage.memoryLimitBytes), setBy: facts.memoryLimitSetBy ?? 'the engine' };
  return { ...describe({ code: 'OUT_OF_MEMORY', details }), ...body };
}

/** The service's own account of its failure, if what it printed has the shape of one. */
function withBody(error: OutcomeError, body: JsonText | undefined): OutcomeError {
  if (body === undefined) return error;
  const said = body.isObject() ? (body.parse() as Readonly<Record<string, unknown>>) : {};
  const code = typeof said.code === 'string' ? said.code : error.code;
  const detail = typeof said.detail === 'string' ? said.detail : error.detail;
  return { ...error, code, detail, body };
}

/** Not every engine notices that the kernel killed for want of memory (docs/probes/podman-4.3.md). */
function meaningOf(exitCode: number, { usage }: ExecutionFacts): string {
  const meaning = exitMeaning(exitCode);
  if (exitCode !== killedCode || usage.memoryLimitBytes === undefined) return meaning;
  return `${meaning}, perhaps for using more than its memory limit of ${memoryText(usage.memoryLimitBytes)}`;
}

function failed(exitCode: number, meaning: string): OutcomeError {
  return describe({ code: 'SERVICE_FAILED', details: { exitCode, meaning } });
}

function describe(cause: OutcomeCause): OutcomeError {
  return { code: cause.code, detail: catalogueDetail(cause), cause };
}

function reasonOf({ reason, place }: { readonly reason: string; readonly place?: Place }): string {
  return place === undefined ? reason : `line ${place.line}, column ${place.column}: ${reason}`;
}

function memoryText(bytes: number | undefined): string {
  if (bytes === undefined) return 'unknown size';
  const megabytes = bytes / 1024 ** 2;
  return megabytes >= 1024 ? `${Number((megabytes / 1024).toFixed(2))} GB` : `${Number(megabytes.toFixed(1))} MB`;
}
