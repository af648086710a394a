import type { StarterVariable } from '../schema/manifest.ts';
import type { StarterProblemCode } from '../starter/problem.ts';

const maxLength = 200;
/** Far more than an honest pattern needs for 200 characters. */
const patienceMs = 200;

/** Why a text is no answer to a starter's own question. */
export interface VariableProblem {
  /** What it means when the text is the starter's own default. */
  readonly code: Extract<StarterProblemCode, 'variable-default' | 'pattern-endless'>;
  /** The end of a sentence. */
  readonly message: string;
}

/** Why `value` is no answer to a starter's own question, or undefined when it is one. */
export function variableProblem(variable: StarterVariable, value: string): VariableProblem | undefined {
  const { pattern } = variable;
  const message = unfit(variable, value);
  if (message !== undefined) return { code: 'variable-default', message };
  return pattern === undefined ? undefined : mismatch(pattern, value);
}

function unfit({ choices }: StarterVariable, value: string): string | undefined {
  if (/[\p{Cc}\u2028\u2029]/u.test(value)) return 'it must be one line of plain text.';
  if (value.length > maxLength) return `it has ${value.length} characters; ${maxLength} are allowed.`;
  if (choices !== undefined && !choices.includes(value)) return `it must be one of ${choices.join(', ')}.`;
  return undefined;
}

/** A stranger's pattern may take years on purpose, which only another context can be kept from. */
function mismatch(pattern: string, value: string): VariableProblem | undefined {
  const { runInNewContext } = process.getBuiltinModule('node:vm');
  const script = `new RegExp(${JSON.stringify(`^(?:${pattern})$`)}, 'u').test(${JSON.stringify(value)})`;
  try {
    const fits: unknown = runInNewContext(script, undefined, { timeout: patienceMs });
    return fits === true ? undefined : { code: 'variable-default', message: `it must match ${pattern}` };
  } catch {
    return { code: 'pattern-endless', message: `the pattern ${pattern} cannot be matched within ${patienceMs} ms` };
  }
}
