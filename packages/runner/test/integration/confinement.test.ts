import { expect, it } from 'vitest';
import type { StartOptions } from '../../src/index.ts';
import { emptyInput } from '../support/empty-input.ts';
import { describeOnEngines } from '../support/on-engines.ts';

/** Says which of some things may be done. */
const script = `
  may() { if (eval "$1") 2>/dev/null; then echo "yes: $1"; else echo "no: $1"; fi; }
  id -u
  may 'cat /var/input/data.json >/dev/null'
  may 'echo x > /var/input/new'
  may 'echo x > /var/input/data.json'
  may 'echo x > /tmp/new'
  may 'echo x > /opt/new'`;

describeOnEngines('a confined container', ['docker', 'podman'], (engine) => {
  const may = async (confinement: StartOptions['confinement']) => {
    const outcome = await engine.runner.run(engine.image, emptyInput, { env: { SCRIPT: script }, confinement });
    expect(outcome.status, outcome.logTail).toBe('SUCCEEDED');
    const [uid, ...lines] = outcome.logTail.trim().split('\n');
    return [uid, ...lines.map((line) => line.slice(0, line.indexOf(':')))];
  };

  it('may write everywhere by default, as root', async () => {
    expect(await may(undefined)).toEqual(['0', 'yes', 'yes', 'yes', 'yes', 'yes']);
  });

  it('with an input that is read-only cannot change it, not even as root', async () => {
    expect(await may({ readOnlyInput: true })).toEqual(['0', 'yes', 'no', 'no', 'yes', 'yes']);
  });

  it('with a root file system that is read-only has its input, and /tmp to write to', async () => {
    expect(await may({ readOnlyRoot: true })).toEqual(['0', 'yes', 'yes', 'yes', 'yes', 'no']);
  });

  it('runs as the user that is wanted', async () => {
    expect(await may({ user: '54321:54321' })).toEqual(['54321', 'yes', 'no', 'no', 'yes', 'no']);
  });

  it('without an init process is process 1, which ignores SIGTERM unless it handles it', async () => {
    const stopped = async (confinement: StartOptions['confinement']) => {
      const SCRIPT = 'echo $$; exec sleep 30';
      const execution = await engine.runner.start(engine.image, emptyInput, {
        env: { SCRIPT },
        confinement,
        graceMs: 1_000,
      });
      let pid = '';
      for await (const event of execution) {
        if (event.type !== 'log') continue;
        pid += Buffer.from(event.bytes).toString();
        await execution.stop();
      }
      return [pid.trim() === '1', (await execution.outcome).exitCode];
    };
    expect(await stopped({})).toEqual([false, 143]);
    expect(await stopped({ withoutInit: true })).toEqual([true, 137]);
  });

  it('has the input files it is given, which need not be JSON, or none', async () => {
    const list = async (inputTexts: StartOptions['inputTexts']) => {
      const env = { SCRIPT: 'cd /var/input && for f in *; do [ ! -f "$f" ] || { echo "$f:"; cat "$f"; }; done' };
      return (await engine.runner.run(engine.image, emptyInput, { env, inputTexts })).logTail;
    };
    expect(await list({ data: '{"a\n' })).toBe('data.json:\n{"a\n');
    expect(await list({})).toBe('');
  });
});
