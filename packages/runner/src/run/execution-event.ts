import type { JsonText, Violation } from '@planqk-service/core/runtime';

/** What an execution tells while it runs, in the order of arrival. */
export type ExecutionEvent =
  /** Everything the service printed that is no interim result and no result: bytes, cut anywhere. */
  | { readonly type: 'log'; readonly stream: 'stdout' | 'stderr'; readonly bytes: Uint8Array }
  | { readonly type: 'interim'; readonly json: JsonText; readonly index: number }
  | { readonly type: 'result'; readonly json: JsonText }
  | { readonly type: 'violation'; readonly violation: Violation }
  | { readonly type: 'warning'; readonly text: string };
