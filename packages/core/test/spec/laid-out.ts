import fc from 'fast-check';

/** Draws a whole number below `size`. */
export type Draw = (size: number) => number;

/** The same draws for the same seed: how something looks need not be shrunk, so it is no arbitrary. */
export function drawsOf(seed: number): Draw {
  let state = seed >>> 0;
  return (size) => {
    // Source: Numerical Recipes, a quick generator; its upper bits are the good ones.
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * size);
  };
}

export interface Tree {
  readonly [key: string]: Tree | string | null | readonly string[];
}

const names = fc.constantFrom('a', 'b', 'properties', 'items', 'required', 'example', 'x-y', '200');
const leaves = fc.constantFrom('string', 'a: b', '1.50', '9007199254740993', 'two\nlines\n', 'it’s "so"', '# no', '');
const lists = fc.array(fc.constantFrom('a', 'b'), { minLength: 1, maxLength: 3 });

/** Mappings of mappings, lists, texts, and things with nothing in them. */
export const trees: fc.Arbitrary<Tree> = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.dictionary(
    names,
    fc.oneof(
      { depthSize: 'small', maxDepth: 4 },
      fc.constant({}),
      leaves,
      fc.constant(null),
      lists,
      tie('tree'),
      tie('tree'),
    ),
    { maxKeys: 4 },
  ),
})).tree;

/** A tree as YAML that nobody would write twice: indentation, quotes, braces, comments and blank lines as they come. */
export function laidOut(tree: Tree, draw: Draw): string {
  const one = <T>(...values: readonly T[]): T => values[draw(values.length)] as T;
  const blanks = () => one('', '', '', '  ');
  const comment = () => one('', '', '', ` # why ${draw(9)}`, '  ');

  const text = (value: string, isFlow: boolean, column: number): string => {
    const isPlain = /^[a-z]+$/.test(value);
    if (/^\d/.test(value)) return value;
    if (value.endsWith('\n') && !isFlow && one(true, false)) {
      const sign = one('|', '|+', '>');
      const lines = sign === '>' ? value.trimEnd().replaceAll('\n', '\n\n') : value.trimEnd();
      return `${sign}\n${lines.replaceAll(/^(?=.)/gm, ' '.repeat(column))}\n`;
    }
    if (isPlain && one(true, false)) return value;
    return value.includes('\n') || one(true, false) ? JSON.stringify(value) : `'${value.replaceAll("'", "''")}'`;
  };
  const name = (key: string) => one(key, key, JSON.stringify(key));

  const flow = (value: Tree[string], column: number): string => {
    if (value === null) return one('null', '~');
    if (typeof value === 'string') return text(value, true, column);
    const isSpread = one(true, false, false);
    const gap = isSpread ? `\n${' '.repeat(column)}` : blanks();
    const parts = Array.isArray(value)
      ? value.map((item) => flow(item, column))
      : Object.entries(value).map(([key, item]) => `${name(key)}: ${flow(item, column + 2)}`);
    const [open, close] = Array.isArray(value) ? '[]' : '{}';
    if (parts.length === 0) return `${open}${one('', '', ' ')}${close}`;
    return `${open}${gap}${parts.join(isSpread ? `,${gap}` : ', ')}${one('', '', isSpread ? ',' : '')}${gap}${close}`;
  };

  /** What stands behind `key:`, with the end of the line. */
  const behind = (value: Tree[string], column: number): string => {
    const inner = column + one(1, 2, 2, 2, 4, 5);
    if (value === null) return `${one('', ' null', ' ~')}${comment()}\n`;
    if (typeof value === 'string') {
      const written = ` ${text(value, false, inner)}`;
      return written.endsWith('\n') ? written : `${written}${comment()}\n`;
    }
    const size = Array.isArray(value) ? value.length : Object.keys(value).length;
    if (size === 0 || one(true, false, false)) return `${' '}${flow(value, inner)}${comment()}\n`;
    if (Array.isArray(value)) {
      const dash = column + one(0, 2);
      const items = value.map((item) => `${' '.repeat(dash)}- ${text(item, false, dash + 2)}${comment()}\n`);
      return `${comment()}\n${items.join('')}`;
    }
    return `${comment()}\n${block(value as Tree, inner)}`;
  };

  const block = (value: Tree, column: number): string =>
    Object.entries(value)
      .map(([key, item]) => {
        const before = one('', '', '', '\n', `${' '.repeat(column)}# about ${key}\n`);
        const after = one('', '', '', '', `${' '.repeat(column + 3)}# further in\n`);
        const entry = behind(item, column);
        // Behind a text in lines, a comment would be one more line of it.
        const isText = typeof item === 'string' && entry.split('\n').length > 2;
        return `${before}${' '.repeat(column)}${name(key)}:${entry}${isText ? '' : after}`;
      })
      .join('');

  const whole = one('', '---\n', '# top\n') + block(tree, 0) + one('', '# end\n', '\n', '...\n');
  const cut = one(true, false, false) ? whole.replace(/\n$/, '') : whole;
  return one(true, false, false) ? cut.replaceAll('\n', '\r\n') : cut;
}
