import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { JobStore } from '../../src/store/job-store.ts';
import { openDatabase } from '../../src/store/open-database.ts';
import { migrations } from '../../src/store/schema.ts';
import { folderOf } from '../support/folders.ts';

describe('openDatabase', () => {
  test('brings a database of the first version up to date, with its jobs', async () => {
    await using folder = await folderOf();
    const path = join(folder.path, 'serve.db');
    const old = openDatabase(path, migrations.slice(0, 1));
    old.exec(
      `INSERT INTO jobs (id, status, container, created_at, started_at, image, history)
       VALUES ('a', 'RUNNING', 'intended', 1, 2, 'image', '[{"status":"PENDING","atMs":1}]')`,
    );
    old.close();
    using store = new JobStore(openDatabase(path));
    expect(store.get('a')).toMatchObject({ id: 'a', status: 'RUNNING', image: 'image', startedAt: 2 });
    expect(store.get('a')?.engine).toBeUndefined();
    store.note('a', { engine: 'unix:///engine' });
    expect(store.get('a')?.engine).toBe('unix:///engine');
  });

  test('refuses a database of a later version, and leaves it as it is', async () => {
    await using folder = await folderOf();
    const path = join(folder.path, 'serve.db');
    openDatabase(path, [...migrations, 'CREATE TABLE later (x TEXT);']).close();
    expect(() => openDatabase(path)).toThrow(
      expect.objectContaining({ code: 'STORE_NEWER', message: expect.stringContaining(path) }),
    );
    openDatabase(path, [...migrations, 'CREATE TABLE later (x TEXT);']).close();
  });

  test('undoes a step that fails', async () => {
    await using folder = await folderOf();
    const path = join(folder.path, 'serve.db');
    openDatabase(path).close();
    expect(() => openDatabase(path, [...migrations, 'CREATE TABLE half (x TEXT);', 'NONSENSE;'])).toThrow(
      expect.objectContaining({ code: 'STORE_UNUSABLE', message: expect.stringContaining('NONSENSE') }),
    );
    using database = {
      db: openDatabase(path),
      [Symbol.dispose]() {
        this.db.close();
      },
    };
    expect(database.db.prepare("SELECT name FROM sqlite_schema WHERE name = 'half'").all()).toEqual([]);
  });

  test('says of a file that is no database what it is', async () => {
    await using folder = await folderOf({
      'serve.db': 'no database at all, but long enough to be read as one'.repeat(50),
    });
    expect(() => openDatabase(join(folder.path, 'serve.db'))).toThrow(
      expect.objectContaining({ code: 'STORE_UNUSABLE' }),
    );
  });
});
