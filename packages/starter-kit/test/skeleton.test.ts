import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const skeleton = fileURLToPath(new URL('../skeleton', import.meta.url));
const example = fileURLToPath(new URL('../../../examples/starter-shell', import.meta.url));

/** Files by path, as text. */
const filesOf = (folder: string) =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path.slice(folder.length), readFileSync(path, 'utf8')]),
  );

test('the example in POSIX shell is what new starters begin with: what is mended in one is mended in both', () => {
  const ofSkeleton = filesOf(skeleton);
  expect(Object.keys(ofSkeleton).length).toBeGreaterThan(10);
  expect(filesOf(example)).toMatchObject(ofSkeleton);
});
