import { type OutputUnit, type Schema, Validator } from '@cfworker/json-schema';
import { findJsonFault, placeAt } from '@planqk-service/core/portable';
import { nodeAt, pathText, pointerPath } from '../json/pick.ts';
import { parseTree } from '../json/tree.ts';

/** Something that keeps a text from being accepted. */
export interface InputProblem {
  /** Empty for the whole. */
  readonly path: string;
  readonly message: string;
  readonly line: number;
  /** Whether the text cannot even be sent: it is no JSON object. Of all else the server is the judge. */
  readonly fatal: boolean;
}

const mostProblems = 20;

/** Checks texts against one schema; compiles nothing, because the page's security policy forbids `eval`. */
export function createInputCheck(schema: object | null): (text: string) => InputProblem[] {
  const validator = schema === null ? undefined : new Validator(schema as Schema, '7', false);
  return (text) => {
    if (text.trim() === '') return [];
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      const fault = findJsonFault(text) ?? { offset: 0, reason: 'this is not JSON.' };
      const { line, column } = placeAt(text, fault.offset);
      return [{ path: '', message: `Line ${line}, column ${column}: ${fault.reason}`, line, fatal: true }];
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return [{ path: '', message: 'The platform takes a JSON object here: { … }.', line: 1, fatal: true }];
    return schemaProblems(validator, value, text);
  };
}

function schemaProblems(validator: Validator | undefined, value: object, text: string): InputProblem[] {
  let errors: OutputUnit[];
  try {
    errors = validator?.validate(value).errors ?? [];
  } catch {
    // A schema that this validator cannot read is the server's to judge with.
    return [];
  }
  const tree = parseTree(text);
  const problems = leaves(errors).map(({ instanceLocation, keyword, error }) => {
    const path = pointerPath(decodeURIComponent(instanceLocation));
    const node = nodeAt(tree, path);
    const steps = path.map((step) => (/^\d+$/.test(step) ? Number(step) : step));
    return {
      path: pathText(steps),
      message: sentence(keyword, error),
      line: placeAt(text, node?.start ?? 0).line,
      fatal: false,
    };
  });
  const distinct = new Map(problems.map((problem) => [`${problem.path}\n${problem.message}`, problem]));
  return [...distinct.values()].slice(0, mostProblems);
}

const alternatives = /\/(anyOf|oneOf|not|if)(\/|$)/;

/** The errors that say something of their own: not those that only say that a part is wrong, nor of mere attempts. */
function leaves(errors: readonly OutputUnit[]): OutputUnit[] {
  return errors.filter(({ keywordLocation, keyword, instanceLocation }) => {
    // The schema `false` does not say where it stands; the keyword that holds it does.
    if (keyword === 'false' || alternatives.test(keywordLocation.slice(0, -keyword.length))) return false;
    if (['anyOf', 'oneOf', 'not'].includes(keyword)) return true;
    return !errors.some(
      (other) =>
        other.keywordLocation.startsWith(`${keywordLocation}/`) && other.instanceLocation.startsWith(instanceLocation),
    );
  });
}

function sentence(keyword: string, error: string): string {
  const missing = keyword === 'required' && /property "(.*)"/.exec(error);
  if (missing) return `The property "${missing[1]}" is missing.`;
  const types = keyword === 'type' && /type "(.*?)" is invalid\. Expected (.*?)\.?$/.exec(error);
  if (types) return `Must be ${types[2]?.replaceAll('"', '')}, not ${types[1]}.`;
  const extra = keyword === 'additionalProperties' && /Property "(.*)" does not match/.exec(error);
  if (extra) return `The property "${extra[1]}" is not allowed.`;
  const text = keyword === 'maxProperties' ? error.replace('at least', 'at most') : error;
  return text.replace(/^Instance\b/, 'The value');
}
