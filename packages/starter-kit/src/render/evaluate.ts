import type { Block, Call, Expression, Mustache, Template, TemplateNode } from './syntax.ts';
import { TemplateError } from './template-error.ts';

type Variables = Readonly<Record<string, unknown>>;

const offered = 'templates know {{variable}}, {{json variable}}, {{#if variable}}, {{#unless variable}} and {{else}}';

/**
 * The text that a template gives for the variables, as Handlebars would give it in strict mode and without
 * escaping. Interpreted, never compiled to code: a template comes from a stranger. Throws a `TemplateError`
 * for an unknown variable and for what is not offered.
 */
export function evaluate(template: Template, variables: Variables): string {
  return template.body.map((node) => statement(node, variables)).join('');
}

function statement(node: TemplateNode, variables: Variables): string {
  switch (node.type) {
    case 'ContentStatement':
      return node.value;
    case 'CommentStatement':
      return '';
    case 'MustacheStatement':
      return mustache(node, variables);
    case 'BlockStatement':
      return block(node, variables);
    default:
      throw unsupported(node as Call);
  }
}

function mustache(node: Mustache, variables: Variables): string {
  const { path, params, hash } = node;
  if (hash !== undefined && hash !== null) throw unsupported(node);
  const [param] = params;
  if (param === undefined) return String(lookUp(path, variables, node) ?? '');
  if (path.original !== 'json' || params.length > 1) throw unsupported(node);
  return JSON.stringify(lookUp(param, variables, node) ?? null);
}

function block(node: Block, variables: Variables): string {
  const { path, params, hash, program, inverse } = node;
  const [param] = params;
  const known = path.original === 'if' || path.original === 'unless';
  const plain = (hash === undefined || hash === null) && (program?.blockParams ?? []).length === 0;
  if (!known || !plain || param === undefined || params.length > 1) throw unsupported(node);
  const holds = Boolean(lookUp(param, variables, node)) === (path.original === 'if');
  const branch = holds ? program : inverse;
  return branch === undefined || branch === null ? '' : evaluate(branch, variables);
}

function lookUp({ type, parts = [], data, depth, original }: Expression, variables: Variables, call: Call): unknown {
  if (type !== 'PathExpression' || data === true || depth !== 0 || parts.length === 0) throw unsupported(call);
  return parts.reduce((value: unknown, part) => {
    // Own properties only: what objects inherit is not the template's business.
    if (typeof value !== 'object' || value === null || typeof part !== 'string' || !Object.hasOwn(value, part)) {
      throw new TemplateError(
        'template-variable',
        `line ${call.loc.start.line}: there is no variable "${String(original)}"`,
      );
    }
    return (value as Variables)[part];
  }, variables);
}

function unsupported({ loc }: Pick<Call, 'loc'>): TemplateError {
  return new TemplateError('template-unsupported', `line ${loc.start.line}: ${offered}`);
}
