import type { Validator } from './schemas.gen.ts';

/** What the generated validators tell of one problem; which parameters there are depends on the keyword. */
export interface SchemaProblem {
  readonly keyword: string;
  readonly instancePath: string;
  readonly message?: string;
  readonly params: {
    readonly missingProperty?: string;
    readonly additionalProperty?: string;
    readonly allowedValues?: readonly unknown[];
    readonly type?: string;
    readonly limit?: number;
    readonly pattern?: string;
  };
}

/** What is wrong in a configuration file by its schema, one phrase each, such as `resources.memory is missing`. */
export function describeProblems(validate: Validator): string[] {
  return ((validate.errors ?? []) as readonly SchemaProblem[]).map(describeProblem);
}

/** One of them. */
export function describeProblem({ keyword, instancePath, message, params }: SchemaProblem): string {
  const parts = instancePath.split('/').slice(1);
  const field = (name?: string) => [...parts, ...(name === undefined ? [] : [name])].join('.') || 'the file';
  switch (keyword) {
    case 'required':
      return `${field(params.missingProperty)} is missing`;
    case 'additionalProperties':
      return `${field(params.additionalProperty)} is no field that is known`;
    case 'enum':
      return `${field()} has to be one of ${params.allowedValues?.join(', ')}`;
    case 'type':
      return `${field()} has to be ${params.type === 'array' ? 'a list' : `${/^[aeiou]/.test(params.type ?? '') ? 'an' : 'a'} ${params.type}`}`;
    case 'pattern':
      return params.pattern === '\\S' ? `${field()} is blank` : `${field()} has to look like ${params.pattern}`;
    case 'minItems':
      return `${field()} is empty`;
    case 'minimum':
    case 'maximum':
      return `${field()} has to be at ${keyword === 'minimum' ? 'least' : 'most'} ${params.limit}`;
    default:
      return `${field()} ${message ?? 'is wrong'}`;
  }
}
