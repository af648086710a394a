import type { StarterVariable } from '../schema/manifest.ts';

const maxLength = 200;
/** Far more than an honest pattern needs for 200 characters. */
const patienceMs = 200;

/** Why `value` is no answer to a starter's own question, or undefined when it is one. */
export function variableProblem({ pattern, choices }: StarterVariable, value: string): string | undefined {
  if (/[\p{Cc}\u2028\u2029]/u.test(value)) return 'it must be one line of plain text.';
  if (value.length > maxLength) return `it has ${value.length} characters; ${maxLength} are allowed.`;
  if (choices !== undefined && !choices.includes(value)) return `it must be one of ${choices.join(', ')}.`;
  if (pattern === undefined) return undefined;
  return matches(pattern, value);
}

/** A stranger's pattern may take years on purpose, which only another context can be kept from. */
function matches(pattern: string, value: string): string | undefined {
  const { runInNewContext } = process.getBuiltinModule('node:vm');
  const script = `new RegExp(${JSON.stringify(`^(?:${pattern})$`)}, 'u').test(${JSON.stringify(value)})`;
  try {
    const fits: unknown = runInNewContext(script, undefined, { timeout: patienceMs });
    return fits === true ? undefined : `it must match ${pattern}`;
  } catch {
    return `the pattern ${pattern} cannot be matched within ${patienceMs} ms`;
  }
}
