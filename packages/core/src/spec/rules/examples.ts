import { compileSchema } from '../compile-schema.ts';
import { explainMismatch, pathText, stepsOf } from '../explain-mismatch.ts';
import { toJsonSchema } from '../json-schema.ts';
import { isRecord, type JsonPath } from '../load-spec.ts';
import { writtenAt } from '../spelling.ts';
import { surelyFits } from '../surely-fits.ts';
import { schemasOf } from '../walk-schemas.ts';
import { specRule } from './make-rule.ts';

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
    const reports = [];
    for (const { schema, path } of schemasOf(root)) {
      if ('$ref' in schema) continue;
      for (const keyword of ['example', 'default'] as const) {
        if (!Object.hasOwn(schema, keyword)) continue;
        const wanted = { allOf: [toJsonSchema(schema)], components: { schemas } };
        if (surelyFits(wanted, schema[keyword])) continue;
        const check = await compileSchema(wanted);
        for (const error of check?.(schema[keyword]).slice(0, mostPerExample) ?? []) {
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
