import { stringifyWithRawJson } from '../contract/json-stringify.ts';
import type { ErrorReport } from './error-report.ts';

/** Version of the shape that `--json` prints. */
const apiVersion = 'planqk-service/v1';

/**
 * What `--json` prints when a command did what it was asked: `{apiVersion, ok: true, data}`.
 *
 * @param indent blanks per level; 0 puts everything on one line, for programs that read line by line
 */
export function successEnvelope(data: unknown, indent = 2): string {
  return `${stringifyWithRawJson({ apiVersion, ok: true, data }, indent)}\n`;
}

/**
 * What `--json` prints when it did not: `{apiVersion, ok: false, error: {code, message, hint, ref, details}, data?}`.
 *
 * @param data what is known all the same
 */
export function errorEnvelope({ code, message, hint, ref, details }: ErrorReport, data?: unknown): string {
  return `${stringifyWithRawJson({ apiVersion, ok: false, error: { code, message, hint, ref, details }, data }, 2)}\n`;
}
