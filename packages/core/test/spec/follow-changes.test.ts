import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isMap, isScalar, isSeq, Pair, parseDocument, Scalar, visit, YAMLMap, YAMLSeq } from 'yaml';
import { followChanges } from '../../src/spec/splice/follow-changes.ts';
import { yamlOptions } from '../../src/spec/yaml-options.ts';
import { drawsOf, laidOut, trees } from './laid-out.ts';

const parse = (text: string) => parseDocument(text, { ...yamlOptions, keepSourceTokens: true, prettyErrors: false });

function schema(): YAMLMap {
  const inner = new YAMLMap();
  inner.items.push(new Pair(new Scalar('type'), new Scalar('new')));
  const map = new YAMLMap();
  map.items.push(new Pair(new Scalar('type'), new Scalar('new')), new Pair(new Scalar('properties'), inner));
  return map;
}

function names(): YAMLSeq {
  const list = new YAMLSeq();
  list.items.push(new Scalar('p'), new Scalar('q'));
  list.flow = true;
  return list;
}

/** Changes some of the mappings as a merge does; tells how many changes there were. */
function change(document: ReturnType<typeof parse>, isChosen: () => boolean): number {
  let changes = 0;
  const maps: { readonly map: YAMLMap; readonly isFlow: boolean }[] = [];
  visit(document, {
    Map: (_, map, path) => {
      maps.push({ map, isFlow: [...path, map].some((node) => (isMap(node) || isSeq(node)) && node.flow === true) });
    },
  });
  for (const { map, isFlow } of maps) {
    for (const pair of [...map.items]) {
      if (!isChosen()) continue;
      const { key, value } = pair;
      const isNothing = value === null || (isScalar(value) && value.value === null);
      const isRequired = isScalar(key) && key.value === 'required';
      if (isNothing) pair.value = isRequired ? names() : schema();
      else if (!isSeq(value) || value.flow !== true) continue;
      else if (!isFlow && isRequired && map.items.length > 1) map.items.splice(map.items.indexOf(pair), 1);
      else pair.value = names();
      changes += 1;
    }
    if (!isChosen()) continue;
    const example = map.items.findIndex(({ key }) => isScalar(key) && key.value === 'example');
    map.items.splice(example === -1 ? map.items.length : example, 0, new Pair(new Scalar('added'), schema()));
    changes += 1;
  }
  return changes;
}

/** The lines of one text that are not in another in the same order; the longest part that is counts. */
function linesLost(before: string, after: string): string[] {
  const [a, b] = [before.split(/\r?\n/), after.split(/\r?\n/)];
  const longest = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  const at = (i: number, j: number) => longest[i]?.[j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1)
      (longest[i] as number[])[j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const lost: string[] = [];
  for (let i = 0, j = 0; i < a.length; )
    if (a[i] === b[j]) {
      i += 1;
      j += 1;
    } else if (at(i, j + 1) > at(i + 1, j)) j += 1;
    else lost.push(a[i++] ?? '');
  return lost.filter((line) => line.trim() !== '');
}

const commentsOf = (text: string) => text.match(/# (why \d|about|further in|top|end)/g) ?? [];
const shown = (text: string) => JSON.stringify(parse(text).toJS({ maxAliasCount: -1 }));

describe('a text that follows the changes of its document', () => {
  test('says what the document says, and loses no line but those that something is put into', {
    timeout: 120_000,
  }, () => {
    fc.assert(
      fc.property(trees, fc.nat(), (tree, seed) => {
        const draw = drawsOf(seed);
        const text = laidOut(tree, draw);
        const document = parse(text);
        fc.pre(document.errors.length === 0 && isMap(document.contents));
        const write = followChanges(text, document);
        const changes = change(document, () => draw(4) === 0);
        const after = write();
        expect(parse(after).errors, `${text}=>\n${after}`).toEqual([]);
        expect(shown(after), `${text}=>\n${after}`).toBe(JSON.stringify(document.toJS()));
        if (changes === 0) expect(after).toBe(text);
        // Where braces span lines, every line of theirs may get a comma.
        const lost = /[{[]\s*\n/.test(text) ? [] : linesLost(text, after);
        expect(lost.length).toBeLessThanOrEqual(changes);
        for (const line of lost) expect(line).toMatch(/[{[\]}]|null|~|required|: *(#.*)?$/);
        // What is taken out takes the comment on its line along.
        const others = text.split('\n').filter((line) => !/required"?:|\] *#/.test(line));
        expect(commentsOf(after)).toEqual(expect.arrayContaining(commentsOf(others.join('\n'))));
      }),
      { numRuns: 5_000 },
    );
  });

  test('is the very text without a change', () => {
    fc.assert(
      fc.property(trees, fc.nat(), (tree, seed) => {
        const draw = drawsOf(seed);
        const text = laidOut(tree, draw);
        expect(followChanges(text, parse(text))()).toBe(text);
      }),
    );
  });
});
