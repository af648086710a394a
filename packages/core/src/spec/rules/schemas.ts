import type { Report } from '../../check/rule.ts';
import { isRecord, loadSpec, type Spec } from '../load-spec.ts';
import { serviceApi } from '../profile-api.ts';
import {
  isOutside,
  placeIn,
  pointerPath,
  readInside,
  referencesOf,
  resolvePointer,
  type Target,
  targetOf,
} from '../references.ts';
import { specRule } from './make-rule.ts';

/** Keywords that say nothing about values. */
const silent = new Set(['title', 'description', 'example', 'externalDocs', 'deprecated', 'nullable', 'default']);

const longestChain = 20;

/** Whether an object schema says no more than that it is an object. */
function isEmpty(schema: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(schema).every(
    ([key, value]) =>
      silent.has(key) ||
      key.startsWith('x-') ||
      (key === 'type' && value === 'object') ||
      (key === 'additionalProperties' && (value === true || (isRecord(value) && Object.keys(value).length === 0))) ||
      (key === 'properties' && isRecord(value) && Object.keys(value).length === 0),
  );
}

export const specSchemaEmpty = specRule(
  'spec-schema-empty',
  'warning',
  'The schemas of input and result say what is in them.',
  (spec) => {
    const schemas = resolvePointer(spec.root, '#/components/schemas');
    if (!isRecord(schemas)) return [];
    return Object.keys(serviceApi().ownSchemas).flatMap((name) => {
      const schema = schemas[name];
      if (!isRecord(schema) || !isEmpty(schema)) return [];
      const isMinor = name === 'interimResultResponse' || name === 'errorResponse';
      return {
        message: `The schema ${name} says nothing about what is in it.`,
        remedy: `Describe it, by hand or with "planqk-service spec infer"; if it is always empty, say so with additionalProperties: false.`,
        location: spec.locate(['components', 'schemas', name]),
        ...(isMinor && { severity: 'info' as const }),
      };
    });
  },
);

export const specReferenceBroken = specRule(
  'spec-reference-broken',
  'error',
  'Every $ref leads somewhere.',
  async (spec, files) => {
    const reports: Report[] = [];
    const specs = new Map<string, Spec>([[spec.file, spec]]);
    // What is found in another file is looked through as well.
    for (const { root, locate, file: base } of specs.values())
      for (const { target, path } of referencesOf(root)) {
        const place = targetOf(target, base);
        if (place === undefined) continue;
        const problem = await explain(place, async (file) => {
          const text = specs.has(file) ? undefined : await readInside(file, (name) => files.text(name));
          if (text !== undefined) specs.set(file, loadSpec(text, file));
          return specs.get(file);
        });
        if (problem !== undefined)
          reports.push({
            message: `The reference ${JSON.stringify(target)} leads nowhere: ${problem}.`,
            remedy: 'Name something that exists, such as "#/components/schemas/inputData".',
            location: locate(path),
          });
      }
    return reports;
  },
);

async function explain(
  { file, pointer }: Target,
  load: (file: string) => Promise<Spec | undefined>,
): Promise<string | undefined> {
  if (isOutside(file)) return `${file} is outside of the project`;
  if (pointer === undefined) return 'within a document it has to begin with "#/"';
  const spec = await load(file);
  if (spec === undefined) return `there is no file ${file}`;
  const [problem] = spec.problems;
  if (problem !== undefined)
    return `${file} cannot be read: ${problem.message.replace(/\.$/, '')} (line ${problem.location.line})`;
  return whyNowhere(spec.root, pointer, file);
}

/** Follows references within a document to what is no reference to a place in it. */
function whyNowhere(root: unknown, pointer: readonly string[], file: string): string | undefined {
  let at = pointer;
  for (let step = 0; step < longestChain; step += 1) {
    const found = placeIn(root, at);
    if (found === undefined)
      return step === 0 ? `there is no such place in ${file}` : 'what stands there is a reference that leads nowhere';
    if (!isRecord(found) || typeof found['$ref'] !== 'string' || !found['$ref'].startsWith('#')) return undefined;
    at = pointerPath(found['$ref']);
  }
  return 'it goes round in a circle';
}
