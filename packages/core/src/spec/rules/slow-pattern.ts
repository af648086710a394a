import type { Location } from '../../check/finding.ts';
import type { Report } from '../../check/rule.ts';
import type { WholeSpec } from '../take-in-files.ts';
import { schemasOf } from '../walk-schemas.ts';

/**
 * A finding about a pattern that takes too long on a value. It stands at the pattern, which is to blame.
 *
 * @param pattern undefined where it is not known
 * @param otherwise where the finding stands then
 */
export function slowPattern(
  { root, locate }: WholeSpec,
  pattern: string | undefined,
  message: string,
  otherwise: Location,
): Report {
  const place = schemasOf(root).find(({ schema }) => pattern !== undefined && schema['pattern'] === pattern);
  return {
    message,
    remedy: 'Write the pattern so that nothing repeats what repeats itself, or describe the text without a pattern.',
    location: place === undefined ? otherwise : locate([...place.path, 'pattern']),
  };
}
