import { nearest } from '../errors/index.ts';
import type { Finding, SilencedFinding } from './finding.ts';
import { isObject, readObject } from './json/json-file.ts';
import { jsonLocation } from './json/json-location.ts';
import type { ProjectFiles } from './project-files.ts';
import type { Rule } from './rule.ts';

/** Where a project tells our tools what the platform need not know. */
export const settingsFile = 'planqk-service.json';

/** One entry of `check.silence`, as far as it says something. */
export interface Silence {
  /** Empty where the entry names none. */
  readonly rule: string;
  /** Only findings in this file. */
  readonly file: string | undefined;
  /** Empty where the entry gives none. */
  readonly reason: string;
  readonly location: NonNullable<Finding['location']>;
}

const aboutSilence = 'silence-';

/** What the project silences, whether or not the entries are complete. */
export async function readSilences(files: ProjectFiles): Promise<readonly Silence[]> {
  const found = await readObject(files, settingsFile);
  const check = found?.value['check'];
  const entries = isObject(check) ? check['silence'] : undefined;
  if (found === undefined || !Array.isArray(entries)) return [];
  const silences = entries.map(async (entry: unknown, index): Promise<Silence[]> => {
    if (!isObject(entry)) return [];
    const { rule, file, reason } = entry;
    return [
      {
        rule: textOf(rule),
        file: typeof file === 'string' ? file.replace(/^\.\//, '') : undefined,
        reason: textOf(reason).trim(),
        location: await jsonLocation(settingsFile, found.text, `/check/silence/${index}`),
      },
    ];
  });
  return (await Promise.all(silences)).flat();
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/**
 * Sets aside what is silenced with a reason. Findings about silences themselves cannot be silenced.
 *
 * @param rules those that there are: a silence of another rule is unknown where `silence-unused` is among them
 * @param asked those that could find something: a silence of these may be unused
 */
export function applySilences(
  found: readonly Finding[],
  silences: readonly Silence[],
  { rules, asked }: { readonly rules: readonly Rule[]; readonly asked: readonly Rule[] },
): { readonly findings: readonly Finding[]; readonly silenced: readonly SilencedFinding[] } {
  const valid = silences.filter(({ rule, reason }) => rule !== '' && reason !== '');
  const used = new Set<Silence>();
  const findings: Finding[] = [];
  const silenced: SilencedFinding[] = [];
  for (const finding of found) {
    const silence = finding.rule.startsWith(aboutSilence) ? undefined : valid.find((entry) => isMeant(entry, finding));
    if (silence === undefined) findings.push(finding);
    else {
      used.add(silence);
      silenced.push({ ...finding, reason: silence.reason });
    }
  }
  const unused = rules.find(({ id }) => id === 'silence-unused');
  const ids = new Set(rules.map(({ id }) => id));
  const askedIds = new Set(asked.map(({ id }) => id));
  const mayBeUnused = (entry: Silence) => !used.has(entry) && (askedIds.has(entry.rule) || !ids.has(entry.rule));
  const left = unused === undefined ? [] : valid.filter(mayBeUnused);
  return { findings: [...findings, ...left.map((entry) => unusedFinding(entry, [...ids], unused))], silenced };
}

function isMeant({ rule, file }: Silence, finding: Finding): boolean {
  return rule === finding.rule && (file === undefined || file === finding.location?.file);
}

function unusedFinding(silence: Silence, rules: readonly string[], unused: Rule | undefined): Finding {
  const [message, remedy] = explainUnused(silence, rules);
  const severity = unused?.severity ?? 'warning';
  return { rule: 'silence-unused', severity, message, remedy, location: silence.location };
}

function explainUnused({ rule, file }: Silence, rules: readonly string[]): readonly [message: string, remedy: string] {
  const remove = 'Remove the entry from check.silence.';
  if (rule.startsWith(aboutSilence) && rules.includes(rule)) return [`Findings of ${rule} cannot be silenced.`, remove];
  if (rules.includes(rule))
    return [
      `Nothing is found any more that the silence of ${rule}${file === undefined ? '' : ` in ${file}`} is for.`,
      remove,
    ];
  const meant = nearest(rule, rules);
  const name =
    meant === undefined ? 'Name a rule by the id that its findings show' : `Write ${meant} if that is what you mean`;
  return [`A silence names the rule ${rule}, which does not exist.`, `${name}, or remove the entry.`];
}
