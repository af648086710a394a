import { type JsonNode, parseTree } from './tree.ts';

const widest = 60;

/**
 * The same JSON, laid out with two blanks a level. Every token is kept as it was written; short arrays of plain values
 * stay on one line.
 */
export function formatJson(text: string): string {
  const parts: string[] = [];
  const write = (node: JsonNode, indent: string): void => {
    const children = childrenOf(node);
    if (children.length === 0 || fitsOneLine(node)) {
      parts.push(oneLine(text, node));
      return;
    }
    const [open, close] = node.kind === 'object' ? '{}' : '[]';
    const inner = `${indent}  `;
    parts.push(open ?? '');
    for (const [index, child] of children.entries()) {
      parts.push(index === 0 ? '\n' : ',\n', inner);
      if (child.keyStart !== undefined) parts.push(keyText(text, child.keyStart), ': ');
      write(child.value, inner);
    }
    parts.push('\n', indent, close ?? '');
  };
  write(parseTree(text), '');
  return parts.join('');
}

interface Child {
  readonly keyStart?: number;
  readonly value: JsonNode;
}

function childrenOf(node: JsonNode): readonly Child[] {
  if (node.kind === 'object') return node.members;
  return node.kind === 'array' ? node.items.map((value) => ({ value })) : [];
}

function fitsOneLine(node: JsonNode): boolean {
  if (node.kind !== 'array' || node.end - node.start > widest * 4) return false;
  const plain = node.items.every(({ kind }) => kind !== 'object' && kind !== 'array');
  return plain && node.items.reduce((width, { start, end }) => width + end - start + 2, 0) <= widest;
}

function oneLine(text: string, node: JsonNode): string {
  if (node.kind === 'object') return '{}';
  if (node.kind !== 'array') return text.slice(node.start, node.end);
  return `[${node.items.map(({ start, end }) => text.slice(start, end)).join(', ')}]`;
}

function keyText(text: string, keyStart: number): string {
  let at = keyStart + 1;
  while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return text.slice(keyStart, at + 1);
}
