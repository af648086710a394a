import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { cli, packageRoot } from './helpers/cli.ts';
import { fakeEngine } from './helpers/fake-engine.ts';
import { tempDir } from './helpers/temp-dir.ts';

/** Tells on stderr which of Node's own modules were loaded beside those of every program, and of ours which files. */
const tellLoaded = `const before = new Set(process.moduleLoadList);
process.once('exit', () => {
  const builtin = process.moduleLoadList.filter((name) => !before.has(name)).map((name) => name.replace('NativeModule ', ''));
  console.error('loaded ' + JSON.stringify({ builtin, files: Object.keys(require.cache) }));
});
`;

async function loadedBy(argv: readonly string[], address?: string): Promise<{ builtin: string[]; files: string[] }> {
  await using dir = await tempDir({ 'tell.cjs': tellLoaded });
  const { stderr } = await cli(argv, {
    env: {
      NODE_OPTIONS: `--import=${pathToFileURL(join(dir.path, 'tell.cjs'))}`,
      ...(address !== undefined && { DOCKER_HOST: address }),
    },
  });
  return JSON.parse(/^loaded (.+)$/m.exec(stderr)?.[1] ?? 'null');
}

describe('starting loads only what is used', () => {
  test('of Node and of dockerode, by a run on an engine', async () => {
    await using engine = await fakeEngine();
    const { builtin, files } = await loadedBy(['run', '--image', 'none'], engine.address);
    expect(builtin).toContain('http');
    for (const name of ['https', 'tls', 'zlib', 'child_process', 'worker_threads', 'readline', 'perf_hooks', 'tty'])
      expect(builtin).not.toContain(name);
    expect(files.filter((file) => file.includes('node_modules') && !file.startsWith(packageRoot))).toEqual([]);
    // In few files without what other commands need: it grows by a tenth at most before somebody has to look.
    const ours = files.filter((file) => file.startsWith(packageRoot));
    expect(ours.length).toBeLessThan(11);
    expect(ours.reduce((sum, file) => sum + statSync(file).size, 0)).toBeLessThan(800_000);
  });

  test.each([['--help'], ['run --help'], ['rum']])('without dockerode and http by "%s"', async (line) => {
    const { builtin, files } = await loadedBy(line.split(' '));
    for (const name of ['http', 'crypto', 'child_process', 'readline']) expect(builtin).not.toContain(name);
    expect(files.filter((file) => /[\\/]chunks[\\/]docker-/.test(file))).toEqual([]);
  });

  test('without dockerode by a plain process', async () => {
    await using dir = await tempDir({
      'planqk.json': '{"name": "x", "resources": {"cpu": 1, "memory": 1}, "runtime": "DOCKER"}',
    });
    const { files } = await loadedBy(['run', dir.path, '--engine', 'process']);
    expect(files.filter((file) => /[\\/]chunks[\\/](?:process-engine|docker)-/.test(file))).toEqual([
      expect.stringContaining('process-engine'),
    ]);
  });
});

test('an answer of many megabytes is complete in a pipe, though the process does not wait for anything else', async () => {
  const size = 8_000_000;
  await using dir = await tempDir({
    'planqk.json': '{"name": "x", "resources": {"cpu": 1, "memory": 1}, "runtime": "DOCKER"}',
    'planqk-service.json': JSON.stringify({ process: { start: [process.execPath, 'service.mjs'] } }),
    'service.mjs': `process.stdout.write('PlanQK:Job:Result: "' + 'x'.repeat(${size}) + '"\\n');`,
  });
  const { exitCode, stdout } = await cli(['run', dir.path, '--engine', 'process']);
  expect([exitCode, stdout.length]).toEqual([0, size + '""\n'.length]);
});

describe.skipIf(!existsSync('/dev/full'))('on a full disk', () => {
  /** What comes of a command line whose stdout takes nothing. */
  function full(argv: readonly string[], cwd: string): { status: number | null; stderr: string } {
    const stdout = openSync('/dev/full', 'w');
    const bin = join(packageRoot, 'bin', 'planqk-service.cjs');
    const env = { ...process.env, NO_COLOR: '1', DOCKER_HOST: 'unix:///nowhere/planqk-test.sock' };
    const { status, stderr } = spawnSync(process.execPath, [bin, ...argv], {
      cwd,
      env,
      encoding: 'utf8',
      stdio: ['ignore', stdout, 'pipe'],
    });
    closeSync(stdout);
    return { status, stderr };
  }

  const told =
    /^Error: What was printed on stdout is incomplete: it cannot be written \(ENOSPC\)\.\nTry: .*\(OUTPUT_UNWRITABLE, .*\)\n$/m;

  test.each([['--help'], ['starters list'], ['starters list --json'], ['ci github --dry-run'], ['run --help']])(
    '"%s" says that its output is lost, and ends with 3',
    async (line) => {
      await using dir = await tempDir({
        'planqk.json': '{"name": "x", "resources": {"cpu": 1, "memory": 1}, "runtime": "DOCKER"}',
      });
      const { status, stderr } = full(line.split(' '), dir.path);
      expect([status, stderr]).toEqual([3, expect.stringMatching(told)]);
      expect(stderr.split('\n')).toHaveLength(3);
    },
  );

  test('a command that fails ends with its own exit code', async () => {
    await using dir = await tempDir({});
    expect(full(['rum', '--json'], dir.path)).toEqual({ status: 2, stderr: expect.stringMatching(told) });
  });
});
