import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { catalogue, type ErrorCode, errorReference, ServiceError } from '../../src/errors/index.ts';
import { reportOf } from '../../src/report/index.ts';
import { examples, foreignText } from './examples.ts';

const codes = Object.keys(catalogue) as ErrorCode[];
const root = fileURLToPath(new URL('../../../..', import.meta.url));
const docs = readFileSync(join(root, 'docs/errors.md'), 'utf8');
const sections = new Map(
  docs
    .split(/^## /m)
    .slice(1)
    .map((section) => [section.slice(0, section.indexOf('\n')), section.replace(/^# .*/ms, '')] as const),
);

/** Of all packages, without the catalogue itself and without comments. */
const sources = globSync('packages/*/src/**/*.ts', { cwd: root, exclude: ['**/errors/catalogue/**'] }).map((path) =>
  readFileSync(join(root, path), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, ''),
);

test.each(codes)('%s is in use', (code) => {
  const word = new RegExp(`\\b${code}\\b`);
  expect(sources.some((text) => word.test(text))).toBe(true);
});

describe('docs/errors.md', () => {
  test('has a section for every code of the catalogue and for our bugs, and none besides', () => {
    expect([...sections.keys()].toSorted()).toEqual([...codes, reportOf(new Error('x'), 'x').code].toSorted());
  });

  test.each(codes)('explains %s: exit code, typical causes, what to do', (code) => {
    const section = sections.get(code) ?? '';
    expect(/^Exit code: (\d+)$/m.exec(section)?.[1]).toBe(String(catalogue[code].exitCode));
    expect(section).toMatch(/^- Typical causes: .+[.;]$/m);
    expect(section).toMatch(/^- What to do: .+\.$/m);
  });

  test('has a table of all exit codes that there are', () => {
    const listed = [...docs.matchAll(/^\| (\d+) +\| .+ \|$/gm)].map(([, code]) => Number(code));
    const used = new Set([0, 1, ...codes.map((code) => catalogue[code].exitCode)]);
    expect(listed).toEqual([...used].toSorted((a, b) => a - b));
  });

  test.each(codes)('is where the reference of %s leads on GitHub', (code) => {
    const [path, anchor] = errorReference(code).split('#');
    // How GitHub makes an anchor of a heading: lower case, underscores stay.
    const anchors = [...sections.keys()].map((heading) => heading.toLowerCase());
    expect(path).toBe('docs/errors.md');
    expect(anchors).toContain(anchor);
  });
});

describe.each(codes)('%s', (code) => {
  const { message, hint } = new ServiceError(code, examples[code] as never);

  test('says what is wrong in a sentence, and only that', () => {
    expect(message).not.toMatch(/undefined|\[object|NaN|null/);
    expect(message).not.toMatch(/\b(please|try|you can|you should)\b/i);
    const [lastLine = ''] = message.split('\n').slice(-1);
    const isListed = lastLine.startsWith('  ');
    expect(isListed || message.endsWith('.') || message.endsWith(foreignText)).toBe(true);
    expect(message.trim()).toBe(message);
  });

  test('says in one sentence what helps', () => {
    expect(hint).toMatch(/^[A-Z][^\n]+$/);
    expect(hint).not.toMatch(/undefined|\[object|please/i);
    expect(hint).not.toBe(message);
  });
});

describe('the place in an error message', () => {
  test('is left out where it is not known', () => {
    expect(new ServiceError('INVALID_JSON', { source: 'x', reason: 'r' }).message).toBe('x is not valid JSON: r');
    expect(new ServiceError('BUILD_FAILED', { step: '', reason: 'r', logTail: [] }).message).toBe(
      'The image could not be built: r',
    );
    expect(new ServiceError('SERVICE_FAILED', { exitCode: 3, meaning: '' }).message).toBe(
      'The service failed with exit code 3.',
    );
  });
});

describe('a suggestion', () => {
  test.each<[string, string]>([
    [new ServiceError('USAGE', { problem: 'x', command: 'c', nearest: '--tag' }).hint, 'Did you mean "--tag"?'],
    [
      new ServiceError('NAME_INVALID', { name: 'X', reason: 'r', suggestion: 'x' }).hint,
      'Use another name, such as --name x',
    ],
    [
      new ServiceError('STARTER_UNKNOWN', { starter: 'x', known: [], nearest: 'go' }).hint,
      'Did you mean --starter go?',
    ],
    [
      new ServiceError('TOOL_MISSING', { tool: 'go', reason: 'r', install: '' }).hint,
      'Install it and make sure that it is in PATH.',
    ],
  ])('%s', (hint, expected) => {
    expect(hint).toBe(expected);
  });
});

describe('no engine', () => {
  const missing = (source: string, address: string) => ({
    source,
    address,
    reason: 'there is no such socket',
    remedy: 'Install and start Docker or Podman.',
  });
  const denied = { source: 'Podman', address: 'unix:///p', reason: 'permission denied', remedy: 'Join its group.' };

  test('says each reason once, above the places that it holds for', () => {
    const tried = [missing('Docker', 'unix:///a'), denied, missing('Colima', 'unix:///b')];
    expect(new ServiceError('NO_ENGINE', { tried }).message).toBe(
      [
        'No container engine answered.',
        '  - there is no such socket:',
        '    unix:///a (Docker)',
        '    unix:///b (Colima)',
        '  - permission denied:',
        '    unix:///p (Podman)',
      ].join('\n'),
    );
  });

  test('of a context without an address is named by the context', () => {
    const tried = [{ source: 'DOCKER_CONTEXT=x', address: '', reason: 'unknown', remedy: '' }];
    expect(new ServiceError('NO_ENGINE', { tried }).message).toBe(
      'No container engine answered.\n  - unknown:\n    DOCKER_CONTEXT=x',
    );
  });

  test('advises on what stands out, because that is what the user nearly has', () => {
    const tried = [missing('Docker', 'unix:///a'), missing('Colima', 'unix:///b'), denied];
    const meanwhile = 'Meanwhile, "planqk-service run --engine process" runs a service as a plain process.';
    const hint = (some: typeof tried) => new ServiceError('NO_ENGINE', { tried: some }).hint;
    expect(hint(tried)).toBe(`Join its group. ${meanwhile}`);
    expect(hint(tried.slice(0, 2))).toBe(`Install and start Docker or Podman. ${meanwhile}`);
    expect(hint([])).toBe(`Start Docker or Podman, or set DOCKER_HOST. ${meanwhile}`);
  });
});
