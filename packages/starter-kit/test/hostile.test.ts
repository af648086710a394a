import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServiceError } from '@planqk-service/core/errors';
import { describe, expect, test } from 'vitest';
import { createProject } from '../src/command/index.ts';
import { manifest, readTree, temporaryFolder } from './helpers.ts';
import { requestFor, worldIn } from './support/create.ts';
import { hostile } from './support/hostile.ts';
import { tarOf } from './support/tar.ts';

/** A folder with the packed starter, deep inside of another one, in which what climbs out of it would be seen. */
const sandbox = (archive: Buffer) => {
  const outside = temporaryFolder();
  const dir = join(outside, 'a/b/c/d');
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, 'starter.tgz'), archive);
  return { dir, outside };
};
/** Where some of them would like to write. */
const elsewhere = ['/etc/cron.d/evil', '/tmp/evil'];

describe('a hostile starter is refused, nothing is written or left behind', () => {
  test('of which there are at least forty kinds', () => {
    expect(hostile.length).toBeGreaterThanOrEqual(40);
    expect(new Set(hostile.map(({ what }) => what)).size).toBe(hostile.length);
  });

  test.each(hostile)('$what', { timeout: 60_000 }, async ({ archive, code, problem, says }) => {
    const { dir, outside } = sandbox(archive());
    const before = readTree(outside);
    const error: unknown = await createProject(requestFor('./starter.tgz'), worldIn(dir)).catch((thrown) => thrown);
    expect(error).toMatchObject({ code, message: expect.stringMatching(says) });
    if (problem !== undefined)
      expect((error as ServiceError).details).toMatchObject({
        problems: expect.arrayContaining([expect.objectContaining({ code: problem, path: expect.any(String) })]),
      });
    expect(readTree(outside)).toEqual(before);
    expect(elsewhere.filter((path) => existsSync(path))).toEqual([]);
  });

  test('while the same with nothing wrong in it becomes a project', async () => {
    const archive = tarOf([
      { path: 'package/starter.json', content: JSON.stringify(manifest) },
      { path: 'package/template/Dockerfile', content: 'FROM x' },
      { path: 'package/template/run.sh', content: '#!/bin/sh', mode: 0o755 },
    ]);
    const { dir } = sandbox(archive);
    const { plan } = await createProject(requestFor('./starter.tgz'), worldIn(dir));
    expect(plan.files.map(({ path, executable }) => [path, executable])).toEqual([
      ['.schemas/planqk-service.schema.json', false],
      ['.schemas/planqk.schema.json', false],
      ['Dockerfile', false],
      ['planqk-service.json', false],
      ['run.sh', true],
    ]);
    expect(readTree(join(dir, 'service'))).toMatchObject({ Dockerfile: 'FROM x' });
  });
});
