import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import dockerignoreModule from '@balena/dockerignore';
import { ServiceError } from '@planqk-service/core/errors';

// Its types describe an ES module, which it is not.
const { default: dockerignore } = dockerignoreModule;

/** The author's own list of what stays out of the bundle. */
export const ignoreFile = '.planqkignore';

/** One line that says what stays out (or, with `!`, what is taken in again). */
export interface PathRule {
  /** Where it is written, such as `.dockerignore:4`, or who says it. */
  readonly source: string;
  /** As it is written. */
  readonly pattern: string;
  readonly keeps: boolean;
  matches(path: string): boolean;
}

/** What becomes of a path, and which rule says so. */
export interface Decision {
  readonly kept: boolean;
  /** Such as `.dockerignore:4 (tests/)`. */
  readonly rule: string;
}

/** What the platform reads or the build needs. Source: PlanQK documentation, custom containers. */
const required = new Set(['Dockerfile', '.dockerignore', 'openapi-spec.yml', 'openapi-spec.yaml', 'planqk.json']);

/** What no list can take in again: history with all that was ever committed, and what these tools keep for themselves. */
const never = patternRules('always left out', ['**/.git', '**/.hg', '**/.svn', '.planqk-service']);

/** Our decision: what tools, editors and systems leave in a project, and where secrets are usually kept. */
const defaults = patternRules('default', [
  ...['**/node_modules', '**/__pycache__', '**/.venv', '**/venv', '**/.idea', '**/.vscode', '**/.DS_Store'],
  ...['**/.env', '**/.env.*', '*.zip'],
]);

/** The rules of a project, in the order in which they are asked; the last that matches decides. */
export interface BundleRules {
  decide(path: string): Decision;
  /** Whether something below a folder that is left out may be taken in again. */
  readonly hasExceptions: boolean;
}

/**
 * Reads `.planqkignore`, or, where there is none, takes sensible defaults and `.dockerignore`. Both are written and
 * read as Docker reads `.dockerignore`.
 *
 * @param dir absolute path of the project
 * @throws ServiceError CONFIG_INVALID for a line that is no pattern
 */
export async function readRules(dir: string): Promise<BundleRules> {
  const own = await readText(join(dir, ignoreFile));
  const listed =
    own === undefined
      ? [...defaults, ...fileRules('.dockerignore', (await readText(join(dir, '.dockerignore'))) ?? '', dir)]
      : fileRules(ignoreFile, own, dir);
  return {
    hasExceptions: listed.some(({ keeps }) => keeps),
    decide(path) {
      if (required.has(path)) return { kept: true, rule: 'always kept' };
      const veto = never.find((rule) => rule.matches(path));
      if (veto !== undefined) return { kept: false, rule: `${veto.source} (${veto.pattern})` };
      const rule = listed.findLast((candidate) => candidate.matches(path));
      if (rule === undefined) return { kept: true, rule: 'nothing leaves it out' };
      return { kept: rule.keeps, rule: `${rule.source} (${rule.pattern})` };
    },
  };
}

function patternRules(source: string, patterns: readonly string[]): PathRule[] {
  return patterns.map((pattern) => toRule(source, pattern));
}

function fileRules(name: string, text: string, dir: string): PathRule[] {
  return text.split('\n').flatMap((line, index) => {
    const pattern = line.replace(/^\uFEFF/, '').trim();
    if (pattern === '' || pattern.startsWith('#') || pattern === '!') return [];
    try {
      return [toRule(`${name}:${index + 1}`, pattern)];
    } catch (error) {
      const problems = [`line ${index + 1}, "${pattern}", is no pattern`];
      throw new ServiceError('CONFIG_INVALID', { path: join(dir, name), problems }, { cause: error });
    }
  });
}

function toRule(source: string, pattern: string): PathRule {
  const keeps = pattern.startsWith('!');
  const matcher = dockerignore({ ignorecase: false }).add(keeps ? pattern.slice(1) : pattern);
  // A pattern that is no pattern shows only when it is used.
  matcher.ignores('x');
  return { source, pattern, keeps, matches: (path) => matcher.ignores(path) };
}

async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    const problems = [code === 'EISDIR' ? 'it is a folder' : `it cannot be read (${code ?? message})`];
    throw new ServiceError('CONFIG_INVALID', { path, problems }, { cause: error });
  }
}
