import { ServiceError } from '../errors/index.ts';
import { type JsonKind, JsonText } from './json-text.ts';
import { type ContractProfile, profileV1 } from './profile.ts';

/** An error of the catalogue that did not stop us: `code`, `message` and `hint` are for the reader. */
export type InputWarning = ServiceError<'INPUT_TOO_LARGE'>;

export interface InputRules {
  /** Throws what would otherwise be a warning. Default: false. */
  readonly strict?: boolean;
  /** Default: today's contract. */
  readonly profile?: ContractProfile;
}

const found: Readonly<Record<Exclude<JsonKind, 'object' | 'null'>, string>> = {
  array: 'an array',
  string: 'a string',
  number: 'a number',
  boolean: 'a boolean',
};

/**
 * One half of a service's input. Absent and `null` become `{}`; everything else must be an object.
 *
 * Source: PlanQK documentation, custom containers. Our decision: too large is a warning, an error when strict.
 *
 * @param source What to call the text in a message, such as "input/data.json".
 * @throws ServiceError `INVALID_JSON`, `INPUT_NOT_OBJECT`; `INPUT_TOO_LARGE` when strict.
 */
export function inputJson(
  text: string | null | undefined,
  source: string,
  rules: InputRules = {},
): { readonly json: JsonText; readonly warnings: readonly InputWarning[] } {
  const json = JsonText.from(text ?? '{}', source);
  if (json.kind === 'null') return { json: JsonText.from('{}', source), warnings: [] };
  if (json.kind !== 'object') throw new ServiceError('INPUT_NOT_OBJECT', { source, found: found[json.kind] });
  return { json, warnings: checkInputSize(json.byteLength, source, rules) };
}

/**
 * Holds a size in bytes against what the platform accepts by value.
 *
 * @throws ServiceError `INPUT_TOO_LARGE` when strict.
 */
export function checkInputSize(bytes: number, source: string, rules: InputRules = {}): readonly InputWarning[] {
  const limit = (rules.profile ?? profileV1).limits.inputByValueBytes;
  if (bytes <= limit) return [];
  const problem = new ServiceError('INPUT_TOO_LARGE', { source, bytes, limit });
  if (rules.strict === true) throw problem;
  return [problem];
}
