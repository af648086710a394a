import { stringifyWithRawJson } from '../contract/json-stringify.ts';
import type { ErrorReport } from './error-report.ts';

/** Version of the shape that `--json` prints. */
const apiVersion = 'planqk-service/v1';

/** What `--json` prints when a command did what it was asked: `{apiVersion, ok: true, data}`. */
export function successEnvelope(data: unknown): string {
  return `${stringifyWithRawJson({ apiVersion, ok: true, data }, 2)}\n`;
}

/**
 * What `--json` prints when it did not: `{apiVersion, ok: false, error: {code, message, hint, ref, details}, data?}`.
 *
 * @param data what is known all the same
 */
export function errorEnvelope({ code, message, hint, ref, details }: ErrorReport, data?: unknown): string {
  return `${stringifyWithRawJson({ apiVersion, ok: false, error: { code, message, hint, ref, details }, data }, 2)}\n`;
}
