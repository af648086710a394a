import { type Document, isMap, isSeq } from 'yaml';
import { type KnownEntry, type KnownMap, knownMaps } from './known-map.ts';
import { behindLine, columnOf, type Entry, isWritten, lineStart, marginOf } from './layout.ts';
import { type Printer, printerFor } from './print-node.ts';
import { applyEdits, type TextEdit } from './text-edit.ts';

interface Page {
  readonly text: string;
  readonly printer: Printer;
}

/**
 * Remembers how a document is written, so that its text can follow changes of its mappings: entries that are added,
 * entries of blocks that are removed, and values that are replaced by new ones.
 *
 * @param text the document's own
 * @param document parsed with `keepSourceTokens`
 * @returns the text of the document as it then is: what is new in its places, every other byte as it was
 */
export function followChanges(text: string, document: Document): () => string {
  const maps = knownMaps(text, document);
  return () => {
    const page = { text, printer: printerFor(text) };
    const lineBreak = text.includes('\r\n') ? '\r\n' : '\n';
    const edits = maps.flatMap((known) => editsOf(known, page));
    return applyEdits(
      text,
      edits.map((edit) => ({ ...edit, text: edit.text.replaceAll('\n', lineBreak) })),
    );
  };
}

function editsOf(known: KnownMap, page: Page): TextEdit[] {
  const { map, entries } = known;
  const items = map.items as Entry[];
  if (entries.length === 0) return items.length === 0 ? [] : fill(known, page);
  const isFlow = known.isInside || map.flow === true;
  const edits: TextEdit[] = [];
  let from = 0;
  for (const [index, { entry, value }] of [...entries, { entry: undefined, value: undefined }].entries()) {
    const at = entry === undefined ? items.length : items.indexOf(entry);
    if (at === -1) {
      edits.push(remove(entries[index] as KnownEntry, page));
      continue;
    }
    const added = items.slice(from, at);
    const place = { previous: entries[index - 1], next: entries[index] };
    if (added.length > 0) edits.push(isFlow ? addInFlow(added, place, page) : addInBlock(added, place, page));
    if (entry !== undefined && entry.value !== value)
      edits.push(...replace(entries[index] as KnownEntry, isFlow, page));
    from = at + 1;
  }
  return edits;
}

interface Gap {
  readonly previous: KnownEntry | undefined;
  readonly next: KnownEntry | undefined;
}

function addInBlock(added: readonly Entry[], { previous, next }: Gap, { text, printer }: Page): TextEdit {
  const column = columnOf(text, (previous ?? next)?.start ?? 0);
  const lines = printer.block(added, column);
  if (previous !== undefined) return insertLines(previous.behind, lines, text);
  const from = next?.start ?? 0;
  return { from, to: from, text: `${lines.trimStart()}${' '.repeat(column)}` };
}

function addInFlow(added: readonly Entry[], { previous, next }: Gap, { text, printer }: Page): TextEdit {
  const start = (previous ?? next)?.start ?? 0;
  const margin = marginOf(text, start);
  const isOwnLine = margin === columnOf(text, start);
  const gap = isOwnLine ? `\n${' '.repeat(margin)}` : ' ';
  const parts = added.map((entry) => printer.flowEntry(entry, margin));
  if (previous === undefined) return { from: start, to: start, text: parts.map((part) => `${part},${gap}`).join('') };
  return { from: previous.end, to: previous.end, text: parts.map((part) => `,${gap}${part}`).join('') };
}

/** Writes what is in a mapping that was `{}`. */
function fill({ map, isInside, outer }: KnownMap, { text, printer }: Page): TextEdit[] {
  const [from = 0, to = 0] = map.range ?? [];
  const items = map.items as Entry[];
  if (text.slice(from + 1, to - 1).trim() !== '') {
    const parts = items.map((entry) => printer.flowEntry(entry, marginOf(text, from)));
    return [{ from: from + 1, to: from + 1, text: ` ${parts.join(', ')}` }];
  }
  if (isInside || outer === -1) return [{ from, to, text: printer.inline(map, marginOf(text, from)) }];
  return [
    { from: behindBlanks(text, from), to, text: '' },
    insertLines(behindLine(text, to), printer.block(items, outer + printer.unit), text),
  ];
}

/** Writes a value in place of one that was nothing, or a list between brackets. */
function replace({ entry, value: old, start, end }: KnownEntry, isFlow: boolean, { text, printer }: Page): TextEdit[] {
  const { value, srcToken } = entry;
  const column = columnOf(text, start);
  const [from, to] = isWritten(old) ? (old.range ?? [end, end]) : [end, end];
  const hasColon = srcToken?.sep?.some(({ type }) => type === 'map-value-ind') === true;
  if (!isFlow && isMap(value) && value.items.length > 0) {
    const lines = printer.block(value.items as Entry[], column + printer.unit);
    const colon = hasColon ? '' : `${' '.repeat(column)}:\n`;
    return [
      { from: isWritten(old) ? behindBlanks(text, from) : from, to, text: '' },
      insertLines(behindLine(text, to), colon + lines, text),
    ];
  }
  const isLast = !isFlow && text.slice(to, behindLine(text, to)).trim() === '';
  const comment = isLast && isSeq(value) && value.comment ? ` #${value.comment}` : '';
  const colon = isFlow ? ':' : `\n${' '.repeat(column)}:`;
  const gap = isWritten(old) ? '' : hasColon ? ' ' : `${colon} `;
  return [{ from, to, text: gap + printer.inline(value, marginOf(text, start)) + comment }];
}

/** Takes an entry of a block out, and the comment on its line. */
function remove({ start, end }: KnownEntry, { text }: Page): TextEdit {
  const from = lineStart(text, start);
  const to = behindLine(text, end);
  if (text.slice(from, start).trim() === '') return { from, to, text: '' };
  // Behind a dash, the next entry takes its place.
  return { from: start, to: to + (/^ */.exec(text.slice(to))?.[0].length ?? 0), text: '' };
}

/** Whole lines, also behind a last line that does not end. */
function insertLines(from: number, lines: string, text: string): TextEdit {
  const isOpen = from > 0 && text[from - 1] !== '\n';
  return { from, to: from, text: isOpen ? `\n${lines.replace(/\n$/, '')}` : lines };
}

function behindBlanks(text: string, from: number): number {
  let at = from;
  while (at > 0 && (text[at - 1] === ' ' || text[at - 1] === '\t')) at -= 1;
  return at;
}
