import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isPair,
  isScalar,
  LineCounter,
  type Node,
  parseDocument,
} from 'yaml';
import type { Location } from '../check/finding.ts';
import { looksLikeUtf16 } from '../contract/encoding.ts';
import { aliasProblem } from './alias-problem.ts';
import { rememberSpellings } from './spelling.ts';
import { yamlOptions } from './yaml-options.ts';

/** Where in a document something is: keys and indexes from its root. */
export type JsonPath = readonly (string | number)[];

/** Why a text is no YAML document, and where. */
export interface SyntaxProblem {
  readonly message: string;
  readonly location: Location;
}

/** An API specification as it was read: its values, its YAML tree, and where everything stands. */
export interface Spec {
  /** What to call the file in a finding, relative to the project. */
  readonly file: string;
  readonly text: string;
  /** Comments, order and spelling; for everything that writes. */
  readonly document: Document;
  /** The values; undefined when the text is no YAML or no mapping. */
  readonly root: Readonly<Record<string, unknown>> | undefined;
  readonly problems: readonly SyntaxProblem[];
  /** Where `path` stands, or the nearest thing around it that exists. Points at the key, if there is one. */
  locate(path: JsonPath): Location;
}

/** The name that the platform looks for. */
export const specFile = 'openapi-spec.yml';

/**
 * Reads an API specification in YAML or JSON; never throws. Whether it is OpenAPI is for `specRules` to say.
 *
 * @param file what to call it in a finding
 */
export function loadSpec(text: string, file: string = specFile): Spec {
  const lines = new LineCounter();
  const isUtf16 = looksLikeUtf16(text);
  const document = parseDocument(isUtf16 ? '' : text, { ...yamlOptions, lineCounter: lines, prettyErrors: false });
  const at = (offset: number): Location => {
    const { line, col } = lines.linePos(offset);
    return line === 0 ? { file, line: 1, column: 1 } : { file, line, column: col };
  };
  const problems: SyntaxProblem[] = document.errors.map((error) => ({
    message: firstLine(error.message),
    location: at(error.pos[0]),
  }));
  if (isUtf16) problems.push({ message: 'It looks like UTF-16; it has to be UTF-8.', location: at(0) });
  const aliases = problems.length === 0 ? aliasProblem(document) : undefined;
  if (aliases !== undefined) problems.push({ message: aliases.message, location: at(aliases.offset) });
  let value: unknown;
  if (problems.length === 0) {
    try {
      // They are counted above.
      value = document.toJS({ maxAliasCount: -1 });
      rememberSpellings(document, value);
    } catch (error) {
      problems.push({ message: firstLine(error instanceof Error ? error.message : String(error)), location: at(0) });
    }
  }
  if (problems.length === 0 && !isRecord(value)) {
    const found = value === null || value === undefined ? 'It is empty' : 'It is not a mapping of keys to values';
    problems.push({ message: `${found}.`, location: at(0) });
  }
  const root = isRecord(value) ? value : undefined;
  return { file, text, document, root, problems, locate: (path) => at(offsetOf(document, path)) };
}

/** Whether `value` is an object with keys, not an array. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function offsetOf(document: Document, path: JsonPath): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const step of path) {
    if (isAlias(node)) node = node.resolve(document);
    if (!isCollection(node)) break;
    const item = isMap(node)
      ? node.items.find((pair) => isPair(pair) && keyOf(pair.key) === String(step))
      : node.items[Number(step)];
    if (item === undefined) break;
    offset = startOf(isPair(item) ? item.key : item) ?? offset;
    node = isPair(item) ? item.value : item;
  }
  return offset;
}

function keyOf(key: unknown): string {
  return String(isScalar(key) ? key.value : key);
}

function startOf(node: unknown): number | undefined {
  return (node as Node | null | undefined)?.range?.[0];
}

function firstLine(message: string): string {
  const [line = ''] = message.split('\n');
  return line.endsWith('.') ? line : `${line}.`;
}
