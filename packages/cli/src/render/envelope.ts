import { type ServiceError, stringifyWithRawJson } from '@planqk-service/core';

/** Version of the shape that `--json` prints. */
const apiVersion = 'planqk-service/v1';

/** What `--json` prints when a command did what it was asked. */
export function successEnvelope(data: unknown): string {
  return `${stringifyWithRawJson({ apiVersion, ok: true, data }, 2)}\n`;
}

/** What `--json` prints when it did not; `data` holds what is known all the same. */
export function errorEnvelope({ code, message, hint, ref, details }: ErrorFields, data?: unknown): string {
  return `${stringifyWithRawJson({ apiVersion, ok: false, error: { code, message, hint, ref, details }, data }, 2)}\n`;
}

export type ErrorFields = Pick<ServiceError, 'message' | 'hint'> & {
  readonly code: string;
  readonly ref?: string;
  readonly details?: unknown;
};
