import { entry } from './entry.ts';

export const scaffoldErrors = {
  TARGET_NOT_EMPTY: entry(
    3,
    (d: { dir: string; entries: readonly string[] }) =>
      `The folder ${d.dir} is not empty (${d.entries.slice(0, 3).join(', ')}${d.entries.length > 3 ? ', …' : ''}).`,
    () => 'Choose another folder, or use --force to write into it (files of the same name are replaced).',
  ),
  TARGET_UNUSABLE: entry(
    3,
    (d: { dir: string; reason: string }) => `The folder ${d.dir} cannot be written: ${d.reason}`,
    () => 'Choose a folder that you may write to.',
  ),
  NAME_INVALID: entry(
    2,
    (d: { name: string; reason: string; suggestion?: string | undefined }) =>
      `The name "${d.name}" cannot be used: ${d.reason}`,
    (d) =>
      d.suggestion === undefined
        ? 'Use lower-case letters, digits and single hyphens, beginning with a letter.'
        : `Use another name, such as --name ${d.suggestion}`,
  ),
  ANSWER_MISSING: entry(
    2,
    (d: { question: string; flag: string }) => `${d.question} is not known, and there is no terminal to ask on.`,
    (d) => `Say it with ${d.flag}, or accept the defaults with --yes.`,
  ),
  ANSWER_INVALID: entry(
    2,
    (d: { flag: string; value: string; reason: string }) => `${d.flag} cannot be "${d.value}": ${d.reason}`,
    (d) => `See what ${d.flag} accepts with --help.`,
  ),
};
