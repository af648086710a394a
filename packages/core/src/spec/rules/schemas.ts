import { posix } from 'node:path';
import { isRecord, specFile } from '../load-spec.ts';
import { serviceApi } from '../profile-api.ts';
import { referencesOf, resolvePointer } from '../references.ts';
import { type ReadSpec, specRule } from './make-rule.ts';

/** Keywords that say nothing about values. */
const silent = new Set(['title', 'description', 'example', 'externalDocs', 'deprecated', 'nullable', 'default']);

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
    const reports = [];
    for (const { target, path } of referencesOf(spec.root)) {
      if (/^[a-z][a-z0-9+.-]*:/i.test(target)) continue;
      const problem = target.startsWith('#')
        ? explainLocal(spec, target)
        : await explainFile(target, (file) => files.text(file));
      if (problem !== undefined)
        reports.push({
          message: `The reference ${JSON.stringify(target)} leads nowhere: ${problem}.`,
          remedy: 'Name something that exists, such as "#/components/schemas/inputData".',
          location: spec.locate(path),
        });
    }
    return reports;
  },
);

function explainLocal({ root }: ReadSpec, target: string): string | undefined {
  if (target !== '#' && !target.startsWith('#/')) return 'within a document it has to begin with "#/"';
  return resolvePointer(root, target) === undefined ? `there is no such place in ${specFile}` : undefined;
}

async function explainFile(
  target: string,
  text: (file: string) => Promise<string | undefined>,
): Promise<string | undefined> {
  const file = posix.normalize(target.split('#')[0] ?? '');
  if (file.startsWith('..') || file.startsWith('/')) return `${file} is outside of the project`;
  return (await text(file)) === undefined ? `there is no file ${file}` : undefined;
}
