import { Document, isMap, isScalar, isSeq, type Pair, YAMLMap } from 'yaml';
import { writeOptions, yamlOptions } from '../yaml-options.ts';

/** Writes what is new in a document as the rest of it is written. */
export interface Printer {
  /** Blanks per level. */
  readonly unit: number;
  /** Entries as whole lines, each from column `column` on. */
  readonly block: (entries: readonly Pair[], column: number) => string;
  /** A value on one line; in a document in JSON, JSON on as many lines as it takes, within `margin` blanks. */
  readonly inline: (value: unknown, margin: number) => string;
  /** An entry for a place between braces. */
  readonly flowEntry: (entry: Pair, margin: number) => string;
}

/** @param text the document so far, whose habits are kept */
export function printerFor(text: string): Printer {
  const options = writeOptions(text);
  const { indent: unit } = options;
  const print = (contents: unknown, more: object = {}): string => {
    const document = new Document(undefined, yamlOptions);
    document.contents = contents as YAMLMap;
    return document.toString({ ...options, ...more });
  };
  const flow = (value: unknown) => print(withoutComment(value), { collectionStyle: 'flow' }).trimEnd();
  const block: Printer['block'] = (entries, column) => print(mapOf(entries)).replaceAll(/^(?=.)/gm, ' '.repeat(column));

  if (!/^\uFEFF?\s*\{/.test(text)) {
    const flowEntry: Printer['flowEntry'] = (entry) => flow(mapOf([entry])).replace(/^\{\s*|\s*\}$/g, '');
    return { unit, block, inline: flow, flowEntry };
  }
  const inline = jsonPrinter(text.trim().includes('\n') ? unit : 0);
  const flowEntry: Printer['flowEntry'] = ({ key, value }, margin) => `${quoted(key)}: ${inline(value, margin)}`;
  return { unit, block, inline, flowEntry };
}

function mapOf(entries: readonly Pair[]): YAMLMap {
  const map = new YAMLMap();
  map.items.push(...entries);
  return map;
}

/** A comment would end the line for what stands behind it. */
function withoutComment(value: unknown): unknown {
  if (!isSeq(value) || !value.comment) return value;
  const copy = value.clone() as typeof value;
  copy.comment = '';
  return copy;
}

/**
 * Writes values as JSON, numbers as they are spelled.
 *
 * @param unit blanks per level; 0 writes everything on one line
 */
function jsonPrinter(unit: number): (value: unknown, margin: number) => string {
  const write = (value: unknown, margin: number): string => {
    const inner = `\n${' '.repeat(margin + unit)}`;
    const outer = `\n${' '.repeat(margin)}`;
    const list = (open: string, parts: readonly string[], close: string, isShort = unit === 0) =>
      isShort || parts.length === 0
        ? open + parts.join(', ') + close
        : open + inner + parts.join(`,${inner}`) + outer + close;
    if (isMap(value)) {
      const parts = value.items.map(({ key, value: item }) => `${quoted(key)}: ${write(item, margin + unit)}`);
      return list('{', parts, '}');
    }
    if (isSeq(value)) {
      const parts = value.items.map((item) => write(item, margin + unit));
      return list('[', parts, ']', unit === 0 || value.flow === true);
    }
    if (!isScalar(value)) return 'null';
    return typeof value.value === 'number' && value.source !== undefined ? value.source : JSON.stringify(value.value);
  };
  return write;
}

function quoted(key: unknown): string {
  return JSON.stringify(String(isScalar(key) ? key.value : key));
}
