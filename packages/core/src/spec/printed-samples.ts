import type { Outcome } from '../contract/outcome.ts';
import type { Sample } from './samples.ts';

/**
 * What a service printed, as samples: its result or the body of its error, then the interim results that were kept.
 * Messages count interim results from 0, as `interim[3]`.
 */
export function printedSamples({ result, error, interimResults, interimResultCount }: Outcome): Sample[] {
  const first = interimResultCount - interimResults.length;
  const isPrinted = true as const;
  return [
    ...(result === undefined
      ? []
      : [{ file: 'the printed result', schema: 'resultResponse' as const, name: 'result', json: result, isPrinted }]),
    ...(error?.body === undefined
      ? []
      : [{ file: 'the printed error', schema: 'errorResponse' as const, name: 'error', json: error.body, isPrinted }]),
    ...interimResults.map((json, index) => ({
      file: 'the printed interim results',
      schema: 'interimResultResponse' as const,
      name: `interim[${first + index}]`,
      json,
      isPrinted,
    })),
  ];
}
