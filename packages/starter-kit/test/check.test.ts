import { allRules, readProjectFiles, runCheck } from '@planqk-service/core';
import { expect, test } from 'vitest';
import { listBuiltInStarters, loadStarter } from '../src/index.ts';
import { temporaryFolder } from './helpers.ts';
import { scaffold } from './scaffold-toy.ts';

test.each(listBuiltInStarters().map(({ manifest, dir }) => [manifest.id, dir]))(
  'the check finds nothing at all in a project made from %s',
  async (_, starterDir) => {
    const dir = temporaryFolder();
    await scaffold(dir, { starter: loadStarter(starterDir) });
    expect(await runCheck(await readProjectFiles(dir), allRules)).toEqual({ findings: [], silenced: [] });
  },
);
