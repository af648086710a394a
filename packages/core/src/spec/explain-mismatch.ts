import type { ErrorObject } from 'ajv';
import { originOf } from './json-schema.ts';
import { writtenAs, written as writtenOf } from './spelling.ts';

/** Longer values are cut in messages. */
const longestValue = 60;

const comparisons: Readonly<Record<string, string>> = {
  '>=': 'at least',
  '>': 'more than',
  '<=': 'at most',
  '<': 'less than',
};

/**
 * What ajv says, as a sentence about the value: "`data.edges[3].weight` is a string, the specification says number".
 * Numbers of the specification are quoted as they are written there.
 *
 * @param path the value, such as `data.edges[3].weight`
 * @param written how the value is written in the sample, if that is known
 */
export function explainMismatch(error: ErrorObject, path: string, written: string | undefined): string {
  const { keyword, data } = error;
  const params = error.params as Readonly<Record<string, unknown>>;
  const value = short(written ?? writtenOf(data) ?? 'undefined');
  const limit = limitOf(error);
  const says = (is: string, wanted: string) => `\`${path}\` is ${is}, the specification says ${wanted}.`;
  const count = (bound: string, what: string) =>
    `\`${path}\` has ${sizeOf(data)} ${what}, the specification allows ${bound} ${limit}.`;
  switch (keyword) {
    case 'type': {
      const types = [params['type']].flat().map((type) => (type === 'null' ? 'null' : String(type)));
      const isNumber = typeof data === 'number' && !types.includes('number');
      return says(isNumber ? value : kindOf(data), types.join(' or '));
    }
    case 'required':
      return `\`${path}\` lacks \`${String(params['missingProperty'])}\`, which the specification requires.`;
    case 'additionalProperties':
      return `\`${path}\` has \`${String(params['additionalProperty'])}\`, which the specification does not allow.`;
    case 'enum':
      return says(value, `one of ${short(writtenOf(params['allowedValues']) ?? '')}`);
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
      return says(value, `${comparisons[String(params['comparison'])]} ${limit}`);
    case 'multipleOf':
      return says(value, `a multiple of ${limit}`);
    case 'pattern':
      return says(value, `text like ${String(params['pattern'])}`);
    case 'minLength':
    case 'maxLength':
      return count(keyword === 'minLength' ? 'at least' : 'at most', 'characters');
    case 'minItems':
    case 'maxItems':
      return count(keyword === 'minItems' ? 'at least' : 'at most', 'items');
    case 'minProperties':
    case 'maxProperties':
      return count(keyword === 'minProperties' ? 'at least' : 'at most', 'properties');
    case 'oneOf':
      return Array.isArray(params['passingSchemas'])
        ? says(value, 'that exactly one of its alternatives fits, and several do')
        : says(value, 'something else: none of its alternatives fits');
    case 'anyOf':
      return says(value, 'something else: none of its alternatives fits');
    default:
      return `\`${path}\` is ${value}, which the specification does not allow (${keyword}).`;
  }
}

/** `data` and `/graph/edges/3/weight` as `data.graph.edges[3].weight`. */
export function pathText(name: string, steps: readonly (string | number)[]): string {
  return steps.reduce<string>((path, step) => {
    if (typeof step === 'number') return `${path}[${step}]`;
    return /^[A-Za-z_$][\w$-]*$/.test(step) ? `${path}.${step}` : `${path}[${JSON.stringify(step)}]`;
  }, name);
}

/** A JSON pointer as keys and indexes; which of both a number is, the value decides. */
export function stepsOf(pointer: string, value: unknown): (string | number)[] {
  let at = value;
  return pointer
    .split('/')
    .slice(1)
    .map((raw) => {
      const key = raw.replaceAll('~1', '/').replaceAll('~0', '~');
      const step = Array.isArray(at) ? Number(key) : key;
      at = (at as Readonly<Record<string | number, unknown>> | undefined)?.[step];
      return step;
    });
}

/** The keywords that are called otherwise where the schema was written. */
const originalKeywords: Readonly<Record<string, string>> = { exclusiveMinimum: 'minimum', exclusiveMaximum: 'maximum' };

/** What the keyword allows, as it was written. */
function limitOf({ keyword, parentSchema, schema }: ErrorObject): string {
  const origin = parentSchema && originOf(parentSchema);
  return (origin && writtenAs(origin, originalKeywords[keyword] ?? keyword)) ?? String(schema);
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

function sizeOf(value: unknown): number {
  if (typeof value === 'string') return [...value].length;
  return typeof value === 'object' && value !== null ? Object.keys(value).length : 0;
}

function short(text: string): string {
  return text.length > longestValue ? `${text.slice(0, longestValue - 3)}...` : text;
}
