import { loadSpec, profileV1, specTemplate, toJsonSchema } from '@planqk-service/core';
import { Ajv } from 'ajv';

type Json = Readonly<Record<string, unknown>>;

const { root = {} } = loadSpec(specTemplate({ title: 'probe' }));
const schemas = (root['components'] as { schemas: Json }).schemas;
/** What tells results, errors and interim results of the probe from each other. */
const own: Json = {
  resultResponse: { type: 'object', required: ['a'] },
  errorResponse: { type: 'object', required: ['code', 'detail'] },
  interimResultResponse: { type: 'object', required: ['done'] },
};
const components = {
  schemas: Object.fromEntries(
    Object.entries({ ...schemas, ...own }).map(([name, schema]) => [name, toJsonSchema(schema)]),
  ),
};
const errorSchema = {
  type: 'object',
  required: ['code', 'detail'],
  properties: { code: { type: 'string', pattern: '^[A-Z_]+$' }, detail: { type: 'string', minLength: 10 } },
};
const ajv = new Ajv({ strict: false });

/** The six calls of the platform's Service API by name, with what the specification says about their answers. */
export const operations = profileV1.endpoints;
export type Operation = keyof typeof operations;

/**
 * What is wrong with an answer, by the specification of the platform: a status that it does not name, or a body of
 * another shape. Null when nothing is.
 */
export function violations(operation: Operation, status: number, body: unknown): unknown {
  const { method, path } = operations[operation];
  const paths = root['paths'] as Record<string, Record<string, { responses: Json } | undefined> | undefined>;
  const responses = paths[path]?.[method.toLowerCase()]?.responses ?? {};
  const response = responses[String(status)] as { content?: Record<string, { schema: unknown }> } | undefined;
  if (response === undefined) return `${status} is no answer of ${operation}`;
  const schema = response.content?.['application/json']?.schema;
  const wanted = schema === undefined ? errorSchema : { ...(toJsonSchema(schema) as Json), components };
  const validate = ajv.compile(wanted);
  return validate(body) ? null : validate.errors;
}
