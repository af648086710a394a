import { entry } from './entry.ts';

export const usageErrors = {
  USAGE: entry(
    2,
    (d: { problem: string; command: string; nearest?: string | undefined }) => d.problem,
    (d) =>
      d.nearest === undefined ? `See what is accepted with "${d.command} --help".` : `Did you mean "${d.nearest}"?`,
  ),
  FLAG_INVALID: entry(
    2,
    (d: { flag: string; value: string; reason: string; example: string }) =>
      `${d.flag} cannot be "${d.value}": ${d.reason}`,
    (d) => `Write it like ${d.flag} ${d.example}`,
  ),
  OUTPUT_UNWRITABLE: entry(
    3,
    (d: { reason: string }) => `What was printed on stdout is incomplete: it cannot be written (${d.reason}).`,
    () => 'Make room where stdout goes, or send it elsewhere.',
  ),
};
