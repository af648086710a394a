import type { ErrorObject } from 'ajv';
import type { Location } from '../check/finding.ts';
import { findInJson } from '../contract/json-find.ts';
import { placeAt } from '../contract/json-place.ts';
import type { JsonText } from '../contract/json-text.ts';
import { compileSchema } from './compile-schema.ts';
import { errorsOf } from './errors-of.ts';
import { explainMismatch, pathText, stepsOf } from './explain-mismatch.ts';
import { documentSchema } from './json-schema.ts';
import type { OwnSchema } from './profile-api.ts';
import { TooSlow, whySlow } from './within-time.ts';

/** Where a value is not what the specification says. */
export interface Mismatch {
  /** One sentence with the path and the value. */
  readonly message: string;
  /** The value, such as `data.graph.edges[3].weight`. */
  readonly path: string;
  /** How the value is written, blanks put together; undefined where it is only missed. */
  readonly written?: string;
  readonly location: Location;
  /** A pattern of the specification that takes too long on the value; where it fits is then not known. */
  readonly slowPattern?: string;
}

/** A JSON text that should fit a schema of the specification. */
export interface Claim {
  readonly json: JsonText;
  readonly schema: OwnSchema;
  /** How messages name the whole value, such as `data`. */
  readonly name: string;
  /** Where it comes from, for locations. */
  readonly file: string;
}

/** More than these are not read anyway. */
const readable = 20;
const alternatives = /\/(oneOf|anyOf)\/\d+\//;

/**
 * Holds a value against a schema of a specification. Numbers are compared as doubles, as everywhere in JSON Schema;
 * messages quote them as they are written.
 *
 * @param root the specification's values; a schema that is not there, or is none, accepts everything
 * @param most mismatches that are told
 */
export async function agree(
  root: Readonly<Record<string, unknown>>,
  { json, schema, name, file }: Claim,
  most: number = readable,
): Promise<Mismatch[]> {
  const { wanted, compile } = checkerOf(root, schema);
  const value = json.parse();
  const all = await errorsOf(wanted, value, compile);
  if (all instanceof TooSlow) return [notCompared(all, name, file)];
  const errors = withoutAlternatives(all, most);
  return errors.map((error) => {
    const steps = stepsOf(error.instancePath, value);
    const span = findInJson(json, steps);
    const written = span && json.text.slice(span.from, span.end).replaceAll(/\s+/g, ' ');
    const location = span === undefined ? { file } : { file, ...placeAt(json.text, span.from) };
    const path = pathText(name, steps);
    return {
      message: explainMismatch(error, path, written),
      path,
      ...(written !== undefined && { written }),
      location,
    };
  });
}

function notCompared({ pattern }: TooSlow, path: string, file: string): Mismatch {
  const message = `\`${path}\` cannot be held against the specification${whySlow(pattern)}.`;
  return { message, path, location: { file }, ...(pattern !== undefined && { slowPattern: pattern }) };
}

type Wanted = ReturnType<typeof documentSchema>;
interface Checker {
  readonly wanted: Wanted;
  readonly compile: () => ReturnType<typeof compileSchema>;
}
const checkers = new WeakMap<object, Map<OwnSchema, Checker>>();

/** Made once for a schema: a service may print thousands of interim results. */
function checkerOf(root: Readonly<Record<string, unknown>>, schema: OwnSchema): Checker {
  const known = checkers.get(root) ?? new Map<OwnSchema, Checker>();
  checkers.set(root, known);
  const before = known.get(schema);
  if (before !== undefined) return before;
  const wanted = documentSchema(root, schema);
  let compiled: ReturnType<typeof compileSchema> | undefined;
  const compile = () => {
    compiled ??= compileSchema(wanted);
    return compiled;
  };
  const checker = { wanted, compile };
  known.set(schema, checker);
  return checker;
}

/**
 * The first of the errors. Why each alternative of a choice was refused says less than that none fits. A large sample
 * may have a million errors, so that each is looked at once, and no more of them than are told.
 */
function withoutAlternatives(errors: readonly ErrorObject[], most: number): ErrorObject[] {
  const choices = new Map<string, number>();
  for (const { keyword, instancePath } of errors)
    if (isChoice(keyword)) choices.set(instancePath, (choices.get(instancePath) ?? 0) + 1);
  const told = new Map<string, ErrorObject>();
  for (const error of errors) {
    if (told.size === most) break;
    // A choice inside a choice is an alternative as well.
    if (alternatives.test(`${error.schemaPath}/`) && isBelowChoice(error, choices)) continue;
    const key = `${error.instancePath} ${error.keyword} ${JSON.stringify(error.params)}`;
    if (!told.has(key)) told.set(key, error);
  }
  return [...told.values()];
}

/** Whether a choice was refused for this value or one around it, by another error than this. */
function isBelowChoice({ keyword, instancePath }: ErrorObject, choices: ReadonlyMap<string, number>): boolean {
  if ((choices.get(instancePath) ?? 0) > (isChoice(keyword) ? 1 : 0)) return true;
  for (let end = instancePath.lastIndexOf('/'); end >= 0; end = end === 0 ? -1 : instancePath.lastIndexOf('/', end - 1))
    if (choices.has(instancePath.slice(0, end))) return true;
  return false;
}

function isChoice(keyword: string): boolean {
  return keyword === 'oneOf' || keyword === 'anyOf';
}
