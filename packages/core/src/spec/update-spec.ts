import type { Report } from '../check/rule.ts';
import { agree } from './agree.ts';
import { inferSchema } from './infer-schema.ts';
import { loadSpec, specFile } from './load-spec.ts';
import { type MergedSpec, type MergeOptions, mergeSpec } from './merge-spec.ts';
import type { ReadText } from './references.ts';
import type { Sample } from './samples.ts';
import { takeInFiles } from './take-in-files.ts';

/** Where a sample is not what the author has written. */
export interface Contradiction extends Report {
  /** The rule of a check that finds the same. */
  readonly rule: string;
}

export interface SpecUpdate extends MergedSpec {
  /** What samples show and the author has written otherwise; the specification stays as it was written. */
  readonly contradictions: readonly Contradiction[];
}

export interface UpdateOptions extends MergeOptions {
  /** Reads other files of the project that the specification refers to. Default: there are none. */
  readonly read?: ReadText;
}

/**
 * Brings a specification up to date with samples: infers a schema from all samples of each kind, merges it, and holds
 * the samples against what was written by hand.
 *
 * @throws ServiceError CONFIG_INVALID when the document is no YAML mapping
 */
export async function updateSpec(
  documentText: string | undefined,
  samples: readonly Sample[],
  { read = async () => undefined, ...options }: UpdateOptions = {},
): Promise<SpecUpdate> {
  const inferred = [...Map.groupBy(samples, ({ schema }) => schema)].map(
    ([name, group]) => [name, inferSchema(group.map(({ json }) => json))] as const,
  );
  const merged = mergeSpec(documentText, Object.fromEntries(inferred), options);
  const file = options.file ?? specFile;
  const spec = loadSpec(merged.text, file);
  const root = await takeInFiles(spec, read);
  const contradictions: Contradiction[] = [];
  for (const sample of samples) {
    if (root === undefined || merged.filled.includes(sample.schema)) continue;
    const place = spec.locate(['components', 'schemas', sample.schema]);
    const what = sample.isPrinted ? 'what the service prints' : 'the sample';
    for (const { message, location } of await agree(root, sample))
      contradictions.push({
        rule: ruleOf(sample),
        message,
        location: sample.isPrinted ? place : location,
        remedy: `Correct ${what}, or loosen ${sample.schema} in ${file} (line ${place.line}): what is written there is never changed.`,
      });
  }
  return { ...merged, contradictions };
}

function ruleOf({ file, schema, isPrinted }: Sample): string {
  if (!isPrinted) return file.startsWith('input/') ? 'agreement-input' : 'agreement-case';
  return schema === 'interimResultResponse' ? 'agreement-interim' : 'agreement-result';
}
