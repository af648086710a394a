import type { ErrorObject } from 'ajv';
import type { Location } from '../check/finding.ts';
import { placeAt } from '../contract/json-place.ts';
import type { JsonText } from '../contract/json-text.ts';
import { compileSchema } from './compile-schema.ts';
import { explainMismatch, pathText, stepsOf } from './explain-mismatch.ts';
import { documentSchema } from './json-schema.ts';
import type { OwnSchema } from './profile-api.ts';
import { surelyFits } from './surely-fits.ts';

/** Where a value is not what the specification says. */
export interface Mismatch {
  /** One sentence with the path and the value. */
  readonly message: string;
  /** The value, such as `data.graph.edges[3].weight`. */
  readonly path: string;
  /** How the value is written, blanks put together; undefined where it is only missed. */
  readonly written?: string;
  readonly location: Location;
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
  if (surelyFits(wanted, json.parse())) return [];
  const check = await compile();
  if (check === undefined) return [];
  const errors = withoutAlternatives(check(json.parse()));
  if (errors.length === 0) return [];
  const { parseTree, findNodeAtLocation } = await import('jsonc-parser');
  const tree = parseTree(json.text);
  const value = json.parse();
  return errors.slice(0, most).map((error) => {
    const steps = stepsOf(error.instancePath, value);
    const node = tree && findNodeAtLocation(tree, steps);
    const written = node && json.text.slice(node.offset, node.offset + node.length).replaceAll(/\s+/g, ' ');
    const location = node === undefined ? { file } : { file, ...placeAt(json.text, node.offset) };
    const path = pathText(name, steps);
    return {
      message: explainMismatch(error, path, written),
      path,
      ...(written !== undefined && { written }),
      location,
    };
  });
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

/** Why each alternative of a choice was refused says less than that none fits. */
function withoutAlternatives(errors: readonly ErrorObject[]): ErrorObject[] {
  const choices = errors.filter(({ keyword }) => keyword === 'oneOf' || keyword === 'anyOf');
  const inner = new Set(
    errors.filter(
      (error) =>
        alternatives.test(`${error.schemaPath}/`) &&
        choices.some((choice) => choice !== error && error.instancePath.startsWith(choice.instancePath)),
    ),
  );
  const seen = new Set<string>();
  return errors.filter((error) => {
    // A choice inside a choice is an alternative as well.
    if (inner.has(error) && !isOuter(error, choices)) return false;
    const key = `${error.instancePath} ${error.keyword} ${JSON.stringify(error.params)}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function isOuter(error: ErrorObject, choices: readonly ErrorObject[]): boolean {
  return (
    choices.includes(error) &&
    !choices.some((other) => other !== error && error.instancePath.startsWith(other.instancePath))
  );
}
