import { parse } from '@handlebars/parser';

/** The nodes of Handlebars' syntax tree that templates may use; every other `type` is refused. */
export type TemplateNode = Content | Comment | Mustache | Block;

interface Content {
  readonly type: 'ContentStatement';
  readonly value: string;
}

interface Comment {
  readonly type: 'CommentStatement';
}

/** `{{name}}`, `{{json name}}` */
export interface Mustache extends Call {
  readonly type: 'MustacheStatement';
}

/** `{{#if gpu}} … {{else}} … {{/if}}`; white space around it is already dealt with. */
export interface Block extends Call {
  readonly type: 'BlockStatement';
  readonly program: Template | undefined;
  readonly inverse: Template | undefined;
}

export interface Call {
  readonly path: Expression;
  readonly params: readonly Expression[];
  readonly hash: unknown;
  readonly loc: { readonly start: { readonly line: number; readonly column: number } };
}

/** A path such as `gpu.type`; any other `type` is refused. */
export interface Expression {
  readonly type: string;
  readonly original?: unknown;
  /** Whether it begins with `@`. */
  readonly data?: boolean;
  /** Number of `../` in front of it. */
  readonly depth?: number;
  readonly parts?: readonly unknown[];
}

export interface Template {
  readonly body: readonly TemplateNode[];
  readonly blockParams?: readonly string[];
}

/** Parses a template with Handlebars' own parser. Throws its error, several lines long, for wrong syntax. */
export function parseTemplate(text: string): Template {
  return parse(text) as unknown as Template;
}
