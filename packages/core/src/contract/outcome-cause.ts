import { catalogue } from '../errors/index.ts';
import type { OutcomeCause } from './outcome.ts';

/** The catalogue's sentence for a cause. */
export function catalogueDetail(cause: OutcomeCause): string {
  // The entry's parameter type is tied to the code, which TypeScript cannot follow through the lookup.
  const message = catalogue[cause.code].message as (details: OutcomeCause['details']) => string;
  return message(cause.details);
}
