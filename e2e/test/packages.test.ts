import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startBin } from '../src/bins.ts';
import { unexpected } from '../src/contents.ts';
import { suite } from '../src/suite.ts';

const bins = ['planqk-service', 'create-planqk-service'] as const;
const { tarballs } = suite;

describe('a packed package', () => {
  test('is as small as it was recorded to be', () => {
    const sizes = tarballs.map(({ name, bytes, entries }) => `${name}: ${bytes} bytes, ${entries.length} files`);
    console.error(`e2e: packed\n  ${sizes.join('\n  ')}`);
    // A bundle with everything the command line needs; a megabyte more would be a mistake.
    expect(tarballs.filter(({ bytes }) => bytes > 1_000_000).map(({ name }) => name)).toEqual([]);
  });

  test.each(tarballs)('holds nothing that users do not need: $name', ({ name, entries }) => {
    expect(unexpected(name, entries)).toEqual([]);
  });

  test.each(tarballs)('holds nothing that earlier builds have left: $name', async ({ entries, name, source }) => {
    if (name === 'planqk-service') expect(await unreachable(name, entries)).toEqual([]);
    else
      expect(
        entries.filter((entry) => /^dist\/(?!docs\/|ui\/).*\.js$/.test(entry)).filter(hasNoSource(source)),
      ).toEqual([]);
  });

  test.each(tarballs)('brings its licence and says what it is: $name', ({ entries }) => {
    expect(entries).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'package.json']));
  });
});

describe('the installation', () => {
  test.each(bins)('has a %s that knows its version', async (bin) => {
    const { exitCode, stdout } = await startBin(suite, bin, ['--version']).ended;
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: expect.stringMatching(/\b\d+\.\d+\.\d+\b/) });
  });

  test('takes nothing from this repository', async () => {
    const lock = await readFile(join(suite.installation, 'package-lock.json'), 'utf8');
    expect(lock).not.toMatch(/workspace:|"link": true/);
  });
});

function hasNoSource(source: string): (entry: string) => boolean {
  return (entry) => !existsSync(join(source, entry.replace(/^dist\//, 'src/').replace(/\.js$/, '.ts')));
}

/** Files of a bundle that no other file of it names. */
async function unreachable(name: string, entries: readonly string[]): Promise<string[]> {
  const bundled = entries.filter((entry) => entry.startsWith('dist/') && entry.endsWith('.cjs'));
  expect(bundled).toContain('dist/start.cjs');
  const folder = join(suite.installation, 'node_modules', name);
  const texts = await Promise.all(bundled.map((entry) => readFile(join(folder, entry), 'utf8')));
  const reached = new Set(bundled.filter((entry) => !entry.startsWith('dist/chunks/')));
  for (const entry of reached) {
    const text = texts[bundled.indexOf(entry)] ?? '';
    // A set that grows while it is iterated: what is added is visited too.
    for (const other of bundled) if (text.includes(other.slice(other.lastIndexOf('/') + 1))) reached.add(other);
  }
  return bundled.filter((entry) => !reached.has(entry));
}
