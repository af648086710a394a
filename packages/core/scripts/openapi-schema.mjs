// The JSON Schema of OpenAPI 3.0, from a package that keeps it, made fit for being compiled ahead of time: draft 4
// becomes draft 7, what needs helpers at run time goes (formats, uniqueItems of objects), and a choice between
// something and a reference is decided by `$ref`, so that an error names the one thing that is wrong.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const home = dirname(createRequire(import.meta.url).resolve('@seriousme/openapi-schema-validator/package.json'));
const reference = '#/definitions/Reference';

const {
  id: _id,
  $schema: _draft,
  ...source
} = JSON.parse(readFileSync(join(home, 'schemas/v3.0/schema.json'), 'utf8'));
export const schema = convert(source);

function convert(schema) {
  if (typeof schema !== 'object' || schema === null) return schema;
  if (Array.isArray(schema)) return schema.map(convert);
  const result = {};
  for (const [key, value] of Object.entries(schema)) {
    if (key === 'format' && typeof value === 'string') continue;
    if (key === 'uniqueItems' && typeof value === 'boolean') continue;
    if (key === 'description' && typeof value === 'string') continue;
    if (key === 'minimum' && schema.exclusiveMinimum === true) result.exclusiveMinimum = value;
    else if (key === 'exclusiveMinimum' && value === true) continue;
    else if (key === 'oneOf' && Array.isArray(value) && value.some(({ $ref }) => $ref === reference))
      Object.assign(result, choice(value));
    else result[key] = convert(value);
  }
  return result;
}

function choice(alternatives) {
  const others = alternatives.filter(({ $ref }) => $ref !== reference && $ref !== undefined);
  const plain = alternatives.filter(({ $ref }) => $ref === undefined);
  const decided = {
    if: { type: 'object', required: ['$ref'] },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: { $ref: reference },
    else: others[0],
  };
  if (plain.length === 0) return decided;
  const types = plain.map(({ type }) => type);
  return { if: { type: types }, else: decided };
}
