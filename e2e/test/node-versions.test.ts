import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { Command } from '../src/command.ts';
import { installNode } from '../src/node.ts';
import { create, service } from '../src/service.ts';
import { hostOf, suite } from '../src/suite.ts';

const host = hostOf('docker');
const env = { DOCKER_HOST: host };

const install = (range: string) => installNode(range, join(suite.folder, `node ${range.replace(/\W/g, '')}`));

async function versionOf(node: string): Promise<string> {
  const { stdout } = await new Command([join(node, 'node'), '--version'], { cwd: '/', env: {} }).ended;
  return stdout.trim();
}

describe.each(['^22.22.2', '^24.15', '^26'])('with Node %s, the installation', (range) => {
  let node: string;
  beforeAll(async () => {
    node = await install(range);
    console.error(`e2e: ${range} is ${await versionOf(node)}`);
  });

  test('tells versions and help', async () => {
    const version = await service(['--version'], { node });
    expect(version).toMatchObject({ exitCode: 0, stderr: '' });
    expect(version.stdout).toContain(`node-${await versionOf(node)}`);
    for (const args of [['--help'], ['run', '--help']]) {
      const help = await service(args, { node });
      expect(help).toMatchObject({ exitCode: 0, stderr: '', stdout: expect.stringContaining('USAGE') });
    }
    expect(await create(['--help'], { node })).toMatchObject({ exitCode: 0, stderr: '' });
  });

  test.skipIf(host === undefined)('creates a service and runs it', async () => {
    const dir = join(suite.folder, `on node ${range.replace(/\W/g, '')}`);
    const name = `e2e-${suite.id}-node${range.replace(/\W/g, '')}`;
    expect(await create([dir, '--starter', 'python', '--name', name, '--yes'], { node })).toMatchObject({
      exitCode: 0,
    });
    const end = await service(['run', dir, '--data', '{"qubits":1}', '--params', '{"seed":1,"shots":4}'], {
      node,
      env,
    });
    expect(end, end.stderr).toMatchObject({ exitCode: 0 });
    expect(JSON.parse(end.stdout)).toMatchObject({ metadata: { qubits: 1, shots: 4 } });
    expect(end.stderr).not.toMatch(/warning/i);
  });
});

describe('with Node 20', () => {
  let node: string;
  beforeAll(async () => {
    node = await install('^20');
  });

  test.each([
    ['planqk-service', service],
    ['create-planqk-service', create],
  ])('%s says which Node it needs, and exits with 2', async (name, run) => {
    for (const args of [['--version'], ['--help'], ['x', '--yes']]) {
      const end = await run(args, { node });
      expect(end).toMatchObject({ exitCode: 2, stdout: '' });
      expect(end.stderr).toMatch(new RegExp(`${name} needs Node\\.js 22\\.22`));
      expect(end.stderr).toContain((await versionOf(node)).slice(1));
      expect(end.stderr).not.toMatch(/^ {4}at |SyntaxError|Warning/m);
    }
  });
});
