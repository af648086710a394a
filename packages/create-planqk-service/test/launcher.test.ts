import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { bin, readJson, root, run, temporaryFolder } from './helpers.ts';

/** Starts the bin on this Node.js, which calls itself another version. */
async function runAs(version: string) {
  const preload = join(temporaryFolder(), 'preload.cjs');
  writeFileSync(
    preload,
    `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } });`,
  );
  return run(['--version'], { nodeArgs: ['--require', preload] });
}

describe('the launcher', () => {
  test.each(['22.22.2', '22.99.0', '24.15.0', '26.0.0', '27.1.0'])('starts on Node.js %s', async (version) => {
    expect((await runAs(version)).code).toBe(0);
  });

  test.each(['12.0.0', '20.20.2', '22.22.1', '23.11.0', '24.14.9', '25.0.0'])(
    'says clearly that Node.js %s will not do',
    async (version) => {
      const { code, stdout, stderr } = await runAs(version);
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toContain(`this is ${version}`);
      expect(stderr.split('\n')).toHaveLength(3);
    },
  );

  test('asks for the same versions as package.json', () => {
    const { engines } = readJson(root, 'package.json') as { engines: { node: string } };
    expect(engines.node).toBe('^22.22.2 || ^24.15 || >=26');
  });

  test('is written in syntax that an outdated Node.js can read', () => {
    const source = readFileSync(bin, 'utf8').replace(/\/\/.*$/gm, '');
    expect(source).not.toMatch(/\?\.|\?\?|\|\|=|&&=|\b(import|await|catch)\b/);
  });

  test('runs on a Node.js 20 where there is one', ({ skip }) => {
    const old = ['/usr/bin/node', '/usr/local/bin/node'].find((path) => {
      try {
        return execFileSync(path, ['--version'], { encoding: 'utf8' }).startsWith('v20.');
      } catch {
        return false;
      }
    });
    if (old === undefined) return skip('no Node.js 20 on this machine');
    expect(() => execFileSync(old, [bin, '--help'], { stdio: 'pipe' })).toThrow(/NODE_UNSUPPORTED/);
  });
});

test('the bundle needs no package but the starter kit, and nothing of oclif or Docker', () => {
  const source = readFileSync(join(root, 'dist/bin.cjs'), 'utf8');
  const required = new Set([...source.matchAll(/require\(\s*[`'"]([^`'"]+)[`'"]\s*\)/g)].map((match) => match[1]));
  const foreign = [...required].filter((name) => name !== './clack.cjs' && !isBuiltin(name ?? ''));
  expect(foreign).toEqual([]);
  expect(source).not.toMatch(/oclif|dockerode/);
});
