import { type Document, isAlias, isMap, Pair, parseDocument, Scalar, YAMLMap } from 'yaml';
import { ServiceError } from '../errors/index.ts';
import type { InferredSchema } from './infer-schema.ts';
import { loadSpec, specFile } from './load-spec.ts';
import { type MergeContext, mergeSchema } from './merge-schema.ts';
import type { OwnSchema } from './profile-api.ts';
import { type SpecInfo, specTemplate } from './profile-template.ts';
import { schemaNode } from './schema-nodes.ts';
import { followChanges } from './splice/follow-changes.ts';
import { yamlOptions } from './yaml-options.ts';

/** What samples say about the schemas of an author. */
export type InferredSchemas = Readonly<Partial<Record<OwnSchema, InferredSchema>>>;

export interface MergedSpec {
  /** The whole document; the very text that was given when nothing had to be added. */
  readonly text: string;
  readonly isChanged: boolean;
  /** What was added, such as `inputData.properties.qubits`. */
  readonly additions: readonly string[];
  /** Schemas that said nothing before: they fit their samples, because they were made of them. */
  readonly filled: readonly OwnSchema[];
}

export interface MergeOptions {
  /** What a specification that is made anew says about the service. */
  readonly info?: SpecInfo;
  /** What to call the document in an error. Default: openapi-spec.yml. */
  readonly file?: string;
}

/**
 * Adds what was inferred from samples to a specification, or makes a whole one where there is none, or only blanks.
 *
 * What the author has written stays, byte for byte: keywords, descriptions, order, comments, layout. Only what
 * is missing is added: schemas, properties, items, types where there is none. `required` and `example` come
 * with a schema that said nothing before, never to one that did: fields that are not required may be so on purpose. An
 * inferred `required` is marked by the comment "in every sample"; with that mark it follows the samples, without it
 * it is the author's. A sample that does not fit what is written is not this function's business
 * ({@link updateSpec} reports it).
 *
 * @throws ServiceError CONFIG_INVALID when the document is no YAML mapping
 */
export function mergeSpec(
  documentText: string | undefined,
  inferred: InferredSchemas,
  { info = { title: 'service' }, file = specFile }: MergeOptions = {},
): MergedSpec {
  const isNew = documentText === undefined || /^\uFEFF?\s*$/.test(documentText);
  const text = isNew ? specTemplate(info) : documentText;
  const { problems } = loadSpec(text, file);
  if (problems.length > 0)
    throw new ServiceError('CONFIG_INVALID', {
      path: file,
      problems: problems.map(({ message, location: { line, column } }) => `line ${line}, column ${column}: ${message}`),
    });
  const document = parseDocument(text, { ...yamlOptions, keepSourceTokens: true, prettyErrors: false });
  const changedText = followChanges(text, document);
  const context: MergeContext = { document, additions: [] };
  const filled: OwnSchema[] = [];
  const components = child(document.contents as YAMLMap, 'components', document, file);
  const schemas = child(components, 'schemas', document, file);
  for (const [name, schema] of Object.entries(inferred) as [OwnSchema, InferredSchema][]) {
    const own = schemas.get(name, true);
    if (isNothing(own)) {
      schemas.set(new Scalar(name), schemaNode(schema));
      context.additions.push(name);
      filled.push(name);
    } else if (mergeSchema(own, schema, name, context)) filled.push(name);
  }
  const { additions } = context;
  const isChanged = additions.length > 0;
  return {
    text: isChanged ? changedText() : text,
    isChanged: isChanged || isNew,
    additions,
    filled,
  };
}

/** The mapping under `key`, made where there is none. */
function child(map: YAMLMap, key: string, document: Document, file: string): YAMLMap {
  const value = map.get(key, true);
  const found = isAlias(value) ? value.resolve(document) : value;
  if (isMap(found)) return found;
  if (!isNothing(found))
    throw new ServiceError('CONFIG_INVALID', { path: file, problems: [`${key} has to be a mapping`] });
  const made = new YAMLMap();
  if (map.has(key)) map.set(key, made);
  else map.items.push(new Pair(new Scalar(key), made));
  return made;
}

function isNothing(node: unknown): boolean {
  return node === undefined || node === null || (node instanceof Scalar && node.value === null);
}
