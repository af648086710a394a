/** A value of a JSON text by its place: `text.slice(start, end)` is exactly what was written. */
export type JsonNode =
  | { readonly kind: 'object'; readonly start: number; readonly end: number; readonly members: readonly JsonMember[] }
  | { readonly kind: 'array'; readonly start: number; readonly end: number; readonly items: readonly JsonNode[] }
  | { readonly kind: 'string' | 'number' | 'boolean' | 'null'; readonly start: number; readonly end: number };

/** A property. `key` is decoded; `keyStart` is where its quote opens. */
export interface JsonMember {
  readonly key: string;
  readonly keyStart: number;
  readonly value: JsonNode;
}

interface Open {
  readonly kind: 'object' | 'array';
  readonly start: number;
  readonly members: JsonMember[];
  readonly items: JsonNode[];
  key?: { readonly text: string; readonly start: number };
}

const blank = /[ \t\n\r]*/y;
const scalar = /[^,\]}\s]*/y;

/**
 * The tree of a text that is known to be JSON (`JSON.parse` takes it). No number is read, so none is changed; duplicate
 * keys stay. Brackets are kept on a list, so that depth costs no stack.
 */
export function parseTree(text: string): JsonNode {
  const open: Open[] = [];
  let at = skip(text, 0);
  for (;;) {
    const char = text[at];
    let done: JsonNode | undefined;
    if (char === '{' || char === '[') {
      open.push({ kind: char === '{' ? 'object' : 'array', start: at, members: [], items: [] });
      at = skip(text, at + 1);
      if (text[at] === '}' || text[at] === ']') {
        done = close(open.pop() as Open, at + 1);
        at += 1;
      }
    } else {
      const end = char === '"' ? stringEnd(text, at) : match(scalar, text, at);
      done = { kind: kindOf(char), start: at, end };
      at = end;
    }
    while (done !== undefined) {
      const parent = open.at(-1);
      if (parent === undefined) return done;
      if (parent.kind === 'array') parent.items.push(done);
      else parent.members.push({ key: parent.key?.text ?? '', keyStart: parent.key?.start ?? 0, value: done });
      at = skip(text, at);
      const closes = text[at] !== ',';
      at += 1;
      done = closes ? close(open.pop() as Open, at) : undefined;
      if (!closes) at = skip(text, at);
    }
    const parent = open.at(-1);
    if (parent?.kind === 'object') at = readKey(text, at, parent);
  }
}

function close(open: Open, end: number): JsonNode {
  const { kind, start, members, items } = open;
  return kind === 'object' ? { kind, start, end, members } : { kind, start, end, items };
}

function readKey(text: string, at: number, parent: Open): number {
  const end = stringEnd(text, at);
  parent.key = { text: JSON.parse(text.slice(at, end)), start: at };
  return skip(text, skip(text, end) + 1);
}

function stringEnd(text: string, start: number): number {
  let at = start + 1;
  while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}

function kindOf(char: string | undefined): 'string' | 'number' | 'boolean' | 'null' {
  if (char === '"') return 'string';
  if (char === 'n') return 'null';
  return char === 't' || char === 'f' ? 'boolean' : 'number';
}

function skip(text: string, at: number): number {
  return match(blank, text, at);
}

function match(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  pattern.test(text);
  return pattern.lastIndex;
}
