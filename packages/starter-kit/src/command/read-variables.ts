import { ServiceError } from '@planqk-service/core/errors';
import type { VariableAnswers } from '../variables/answer-variables.ts';

/**
 * The pairs of `--var name=value`.
 *
 * @throws ServiceError `FLAG_INVALID`
 */
export function readVariables(pairs: readonly string[]): VariableAnswers {
  const entries = pairs.map((pair): [string, string] => {
    const at = pair.indexOf('=');
    if (at > 0) return [pair.slice(0, at), pair.slice(at + 1)];
    const reason = 'a name, "=" and the answer are expected.';
    throw new ServiceError('FLAG_INVALID', { flag: '--var', value: pair, reason, example: 'name=value' });
  });
  // Not by assignment, which for a name such as "__proto__" would do something else.
  return Object.fromEntries(entries);
}
