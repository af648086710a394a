import type { Report } from '../../check/rule.ts';
import { errorsOf } from '../errors-of.ts';
import { explainMismatch, pathText, stepsOf } from '../explain-mismatch.ts';
import { toJsonSchema } from '../json-schema.ts';
import { isRecord, type JsonPath } from '../load-spec.ts';
import { writtenAt } from '../spelling.ts';
import { schemasOf } from '../walk-schemas.ts';
import { TooSlow, whySlow } from '../within-time.ts';
import { specRule } from './make-rule.ts';
import { slowPattern } from './slow-pattern.ts';

/** One sentence for each wrong example is enough. */
const mostPerExample = 3;

export const specExampleInvalid = specRule(
  'spec-example-invalid',
  'error',
  'Every example and default fits the schema that it belongs to.',
  async (_spec, _files, whole) => {
    const { root, locate } = await whole();
    const components = isRecord(root['components']) ? root['components'] : {};
    const named = isRecord(components['schemas']) ? components['schemas'] : {};
    const schemas = Object.fromEntries(Object.entries(named).map(([name, schema]) => [name, toJsonSchema(schema)]));
    const reports: Report[] = [];
    for (const { schema, path } of schemasOf(root)) {
      if ('$ref' in schema) continue;
      for (const keyword of ['example', 'default'] as const) {
        if (!Object.hasOwn(schema, keyword)) continue;
        const wanted = { allOf: [toJsonSchema(schema)], components: { schemas } };
        const errors = await errorsOf(wanted, schema[keyword]);
        if (errors instanceof TooSlow) {
          const message = `The ${keyword} cannot be held against its own schema${whySlow(errors.pattern)}.`;
          // Others would take as long.
          return [...reports, slowPattern({ root, locate }, errors.pattern, message, locate([...path, keyword]))];
        }
        for (const error of errors.slice(0, mostPerExample)) {
          const steps = stepsOf(error.instancePath, schema[keyword]);
          const place: JsonPath = [...path, keyword, ...steps];
          const written = writtenAt(schema, [keyword, ...steps]);
          reports.push({
            message: `The ${keyword} does not fit its own schema: ${explainMismatch(error, pathText(keyword, steps), written)}`,
            remedy: `Correct the ${keyword} or the schema.`,
            location: locate(place),
          });
        }
      }
    }
    return reports;
  },
);
