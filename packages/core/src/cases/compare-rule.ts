/** Types of JSON Schema, `integer` among them: 1.0 is one. */
export type JsonType = 'boolean' | 'integer' | 'number' | 'string' | 'array' | 'object' | 'null';

interface At {
  /** JSON Pointer (RFC 6901) in which a step `*` stands for every key or index. */
  readonly path: string;
}

/**
 * How one value of a result is held against what is expected. `exact` and `number` hold for everything in it as well,
 * until a rule for something deeper takes over; the others judge the value as a whole.
 */
export type CompareRule =
  | (At & { readonly as: 'exact' | 'ignore' })
  | NumberRule
  | CountsRule
  | (At & { readonly as: 'type'; readonly types?: readonly JsonType[] });

export interface NumberRule extends At {
  readonly as: 'number';
  readonly absolute?: number;
  readonly relative?: number;
}

export interface CountsRule extends At {
  readonly as: 'counts';
  readonly by?: 'total-variation' | 'chi-square';
  readonly tolerance?: number;
  readonly significance?: number;
}

/** Where a value is: keys and indexes from the root. */
export type Steps = readonly (string | number)[];

const everything = '*';

/** Tells which rule was made for the value at `steps`: the last one whose path fits. */
export function ruleFinder(rules: readonly CompareRule[]): (steps: Steps) => CompareRule | undefined {
  const patterns = rules.map((rule) => ({ rule, pattern: patternOf(rule.path) }));
  return (steps) => patterns.findLast(({ pattern }) => fits(pattern, steps))?.rule;
}

function patternOf(path: string): string[] {
  const [, ...steps] = path.split('/');
  return steps.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function fits(pattern: readonly string[], steps: Steps): boolean {
  return (
    pattern.length === steps.length &&
    pattern.every((wanted, index) => wanted === everything || wanted === String(steps[index]))
  );
}
