import { oncePerProject } from '../once.ts';
import type { Instruction } from './model.ts';
import { projectDockerfile } from './parse.ts';

/** Something that COPY or ADD takes from the build context. */
export interface Source {
  readonly instruction: Instruction;
  /** As written. */
  readonly written: string;
  /** Relative to the project, without `./`; empty for the whole project. Patterns stay patterns. */
  readonly path: string;
  /** Whether it leaves the project, which the builder does not let it do. */
  readonly outside: boolean;
}

/** What the Dockerfile copies from the project; no stages, addresses, here-documents or unknown variables. */
export const copiedSources = oncePerProject(async (files): Promise<readonly Source[]> => {
  const dockerfile = await projectDockerfile(files);
  return (dockerfile?.stages ?? []).flatMap(({ instructions }) => instructions.flatMap(sourcesOf));
});

export function sourcesOf(instruction: Instruction): readonly Source[] {
  const { keyword, flags, list, words } = instruction;
  if ((keyword !== 'COPY' && keyword !== 'ADD') || flags.has('from')) return [];
  return (list ?? words)
    .slice(0, list === undefined && words.some((word) => word.startsWith('<<')) ? 0 : -1)
    .filter((written) => !isElsewhere(keyword, written))
    .map((written) => {
      const parts: string[] = [];
      let outside = false;
      for (const part of unquoted(written).split('/')) {
        if (part === '' || part === '.') continue;
        if (part !== '..') parts.push(part);
        else if (parts.pop() === undefined) outside = true;
      }
      return { instruction, written, path: parts.join('/'), outside };
    });
}

function isElsewhere(keyword: string, written: string): boolean {
  return written.includes('$') || (keyword === 'ADD' && /^([a-z][a-z+]*:\/\/|git@)/i.test(written));
}

function unquoted(word: string): string {
  return word.replace(/^(["'])(.*)\1$/, '$2');
}

/** Whether the source, or a folder that it names, holds `path`. */
export function covers({ path: source }: Source, path: string): boolean {
  if (source === '' || source === path || path.startsWith(`${source}/`)) return true;
  if (!isPattern(source)) return false;
  const depth = source.split('/').length;
  return matches(source, path.split('/').slice(0, depth).join('/'));
}

export function isPattern(path: string): boolean {
  return /[*?[\\]/.test(path);
}

/** As Go's filepath.Match, which the builder uses: `*` and `?` stay within a folder, `[a-z]`, `\` escapes. */
function matches(pattern: string, path: string): boolean {
  const parts = pattern.split('/');
  const names = path.split('/');
  return parts.length === names.length && parts.every((part, index) => regExpOf(part).test(names[index] ?? ''));
}

function regExpOf(pattern: string): RegExp {
  // Several stars in a row say no more than one, but cost a backtracking matcher a lot.
  const source = pattern
    .replace(/\*+/g, '*')
    .replace(/\\(.)|\[(\^?)((?:\\.|[^\]\\])+)\]|([*?])|([^\w*?])/gs, (_, escaped, not, set, wildcard, other) => {
      if (escaped !== undefined) return escapeRegExp(escaped);
      if (set !== undefined) return `[${not}${set.replace(/[[&~|]/g, '\\$&')}]`;
      if (wildcard !== undefined) return wildcard === '*' ? '[^/]*' : '[^/]';
      return escapeRegExp(other);
    });
  try {
    return new RegExp(`^${source}$`, 's');
  } catch {
    return /^(?!)/;
  }
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
}
