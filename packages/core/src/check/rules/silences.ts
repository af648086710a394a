import type { Rule } from '../rule.ts';
import { readSilences } from '../silence.ts';

export const silenceReason: Rule = {
  id: 'silence-reason',
  severity: 'error',
  about: 'Whoever silences a finding says why.',
  async check(files) {
    const silences = await readSilences(files);
    return silences
      .filter(({ reason }) => reason === '')
      .map(({ rule, location }) => ({
        message: `The silence of ${rule || 'a rule'} gives no reason, and silences nothing.`,
        remedy: 'Add "reason": why this finding is of no concern here.',
        location,
      }));
  },
};

/** Its findings are made where silences are applied: only then is it known which ones were needed. */
export const silenceUnused: Rule = {
  id: 'silence-unused',
  severity: 'warning',
  about: 'A silence that nothing is found for is out of date, or names a rule that does not exist.',
  check: () => [],
};
