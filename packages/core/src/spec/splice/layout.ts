import { isCollection, isPair, isScalar, type Node, type Pair } from 'yaml';

/** An entry of a mapping that was parsed with its source tokens. */
export type Entry = Pair<unknown, unknown>;

/** Where an entry begins: at its key, or at what stands before it on the line, such as an anchor. */
export function startOf({ srcToken, key }: Entry): number {
  const first = srcToken?.start.find(({ type }) => !isBlank(type) && type !== 'comma');
  return first?.offset ?? (key as Node).range?.[0] ?? 0;
}

/** Where the last thing has ended that belongs to an entry, without the blanks and comments behind it. */
export function endOf({ key, value, srcToken }: Entry): number {
  if (isWritten(value)) return endOfNode(value);
  const separator = srcToken?.sep?.findLast(({ type }) => !isBlank(type));
  return separator === undefined ? endOfNode(key as Node) : separator.offset + separator.source.length;
}

/** Whether there is something in the text for a value; behind `key:` there is nothing. */
export function isWritten(value: unknown): value is Node {
  const [from = 0, to = 0] = (value as Node | null | undefined)?.range ?? [];
  return to > from;
}

/** The first line that no longer belongs to an entry; comments that are further to the right do. */
export function behindEntry(entry: Entry, text: string): number {
  const end = endOf(entry);
  const column = columnOf(text, startOf(entry));
  // A block scalar has its last line break in it.
  let at = isBlockScalar(lastIn(entry.value)) && text[end - 1] === '\n' ? end : behindLine(text, end);
  for (let line = at; line < text.length; ) {
    const next = behindLine(text, line);
    const [, blanks = '', sign = ''] = /^([ \t]*)(#?)/.exec(text.slice(line, next)) ?? [];
    if (sign === '#' && blanks.length > column) at = next;
    else if (text.slice(line, next).trim() !== '') break;
    line = next;
  }
  return at;
}

/** How far to the right something stands. */
export function columnOf(text: string, offset: number): number {
  return offset - lineStart(text, offset);
}

/** How far the line is indented that `offset` is in. */
export function marginOf(text: string, offset: number): number {
  return /^ */.exec(text.slice(lineStart(text, offset), offset))?.[0].length ?? 0;
}

/** Where the line has ended that `offset` is in: behind its line break, or at the end of the text. */
export function behindLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end === -1 ? text.length : end + 1;
}

export function lineStart(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}

function endOfNode(node: Node): number {
  const last = lastItem(node);
  if (isPair(last)) return endOf(last);
  return isWritten(last) ? endOfNode(last) : (node.range?.[1] ?? 0);
}

/** The last value within what is written as a block. */
function lastIn(value: unknown): unknown {
  const last = lastItem(value);
  return last === undefined ? value : lastIn(isPair(last) ? last.value : last);
}

function lastItem(node: unknown): unknown {
  return isCollection(node) && node.flow !== true ? node.items.at(-1) : undefined;
}

function isBlockScalar(value: unknown): boolean {
  return isScalar(value) && (value.type === 'BLOCK_LITERAL' || value.type === 'BLOCK_FOLDED');
}

function isBlank(type: string): boolean {
  return type === 'space' || type === 'newline' || type === 'comment';
}
