import { profileV1 } from '@planqk-service/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { JobStore } from '../../src/store/job-store.ts';
import { openDatabase } from '../../src/store/open-database.ts';
import { folderOf } from '../support/folders.ts';

test('counts jobs by status as they are, whatever happened to them, also when it is opened again', async () => {
  await using folder = await folderOf();
  const path = `${folder.path}/serve.db`;
  const status = fc.constantFrom(...profileV1.statuses);
  const step = fc.record({
    id: fc.integer({ min: 0, max: 9 }),
    kind: fc.constantFrom('insert', 'become', 'remove'),
    status,
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      let store = new JobStore(openDatabase(path));
      for (const { id, kind, status } of steps) {
        const name = String(id);
        if (kind === 'remove') store.remove(name);
        else if (kind === 'become') store.become(name, status, 1);
        else if (store.get(name) === undefined) store.insert(name, 1);
      }
      const counted = store.counts();
      const listed = store.list({ limit: 100 });
      for (const one of profileV1.statuses)
        expect(counted[one]).toBe(listed.filter((job) => job.status === one).length);
      store[Symbol.dispose]();
      store = new JobStore(openDatabase(path));
      expect(store.counts()).toEqual(counted);
      for (const { id } of listed) store.remove(id);
      expect(Object.values(store.counts()).every((count) => count === 0)).toBe(true);
      store[Symbol.dispose]();
    }),
    { numRuns: 100 },
  );
});
