import type { JsonPath, Spec } from './load-spec.ts';
import { newerConstructs } from './newer-constructs.ts';

/** One thing that OpenAPI 3.0 does not allow. */
export interface SpecProblem {
  readonly path: JsonPath;
  /** One sentence. */
  readonly message: string;
}

interface SchemaError {
  readonly keyword: string;
  readonly instancePath: string;
  readonly message?: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** Keywords that only repeat what another error says better. */
const summaries = new Set(['if', 'oneOf', 'anyOf', 'not']);
const choices: Readonly<Record<string, string>> = {
  not: 'has two fields that exclude each other (such as example and examples, or schema and content)',
  oneOf: 'fits none of the forms that are allowed here',
  anyOf: 'fits none of the forms that are allowed here',
};

/**
 * Holds a specification against the JSON Schema of OpenAPI 3.0. What is OpenAPI 3.1 is left to
 * {@link newerConstructs}, which can say what to write instead. The schema is compiled ahead of time.
 *
 * Source: JSON Schema of OpenAPI 3.0 (2021-09-28), https://spec.openapis.org/oas/3.0/schema/2021-09-28
 */
export async function validateSpec({ root }: Spec): Promise<SpecProblem[]> {
  if (root === undefined) return [];
  const { validateOpenapi } = await import('./openapi.gen.ts');
  if (validateOpenapi(root)) return [];
  const newer = newerConstructs(root).map(({ path }) => path.join('/'));
  const errors = (validateOpenapi.errors ?? []) as readonly SchemaError[];
  const precise = errors.filter(({ keyword }) => !summaries.has(keyword));
  const rest = errors.filter(
    ({ keyword, instancePath }) =>
      keyword !== 'if' &&
      summaries.has(keyword) &&
      !precise.some((error) => error.instancePath.startsWith(instancePath)),
  );
  const problems = new Map<string, SpecProblem>();
  for (const error of [...precise, ...rest]) {
    const problem = describe(error);
    const place = problem.path.join('/');
    if (newer.some((other) => place === other || place.startsWith(`${other}/`))) continue;
    if (!problems.has(place)) problems.set(place, problem);
  }
  return [...problems.values()];
}

function describe({ keyword, instancePath, message, params }: SchemaError): SpecProblem {
  const path = fromPointer(instancePath);
  const name = path.length === 0 ? 'The document' : `\`${path.join('.')}\``;
  const say = (text: string, at: JsonPath = path) => ({ path: at, message: `${name} ${text}.` });
  switch (keyword) {
    case 'required':
      return say(`lacks the field \`${String(params['missingProperty'])}\``);
    case 'additionalProperties': {
      const field = String(params['additionalProperty']);
      return say(`has a field \`${field}\` that OpenAPI 3.0 does not know`, [...path, field]);
    }
    case 'type':
      return say(`has to be ${withArticle(String(params['type']))}`);
    case 'enum':
      return say(`has to be one of ${(params['allowedValues'] as readonly unknown[]).join(', ')}`);
    case 'pattern':
      return path.length === 1 && path[0] === 'openapi'
        ? say('has to be a version of OpenAPI 3.0, such as 3.0.3')
        : say('is not written as OpenAPI 3.0 wants it');
    default:
      return say(choices[keyword] ?? message ?? 'is not valid');
  }
}

function fromPointer(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function withArticle(type: string): string {
  return `${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type}`;
}
