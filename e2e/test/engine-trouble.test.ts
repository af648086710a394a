import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { environment } from '../src/bins.ts';
import { Command } from '../src/command.ts';
import { clientOf, leftBy } from '../src/containers.ts';
import { makeProbe } from '../src/projects.ts';
import { service, startService } from '../src/service.ts';
import { EngineProxy } from '../src/sockets.ts';
import { hostOf, suite } from '../src/suite.ts';

const host = hostOf('docker') ?? '';
const reachable = host.startsWith('unix:');

describe.skipIf(!reachable)('planqk-service with an engine in trouble', () => {
  test.skipIf(process.getuid?.() !== 0)('tells another user what is forbidden and what helps', async () => {
    await using proxy = await EngineProxy.before(host);
    const probe = await makeProbe('forbidden');
    const nobody = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', process.execPath];
    const bin = join(suite.installation, 'node_modules', '.bin', 'planqk-service');
    const env = { ...environment(suite), DOCKER_HOST: proxy.address, HOME: '/nonexistent' };
    const end = await new Command([...nobody, bin, 'run', probe], { cwd: '/', env }).ended;
    expect(end).toMatchObject({ exitCode: 9, stdout: '' });
    const [, told, hint] = /^Error: ([\s\S]*)\nTry: (.*)/m.exec(end.stderr) ?? [];
    expect(told).toMatch(/permission denied/);
    expect(told).toContain(proxy.address);
    expect(hint).toMatch(/usermod -aG docker|rootless/);
  });

  test.each([{ flags: [] }, { flags: ['--json'] }])(
    'tells once that the engine went away during the run, and doctor removes what it left: $flags',
    async ({ flags }) => {
      await using proxy = await EngineProxy.before(host);
      const probe = await makeProbe(`lost${flags.length}`);
      const args = ['run', probe, '--data', '{"wait":true}', ...flags];
      const command = startService(args, { env: { DOCKER_HOST: proxy.address } });
      await command.shows('ready');
      proxy.cut();
      const end = await command.ended;
      expect(end.exitCode, end.stderr).toBe(9);
      expect(end.stderr.match(/^Error: .*/gm) ?? []).toEqual(
        flags.length > 0 ? [] : [expect.stringContaining('The engine went away while running the service')],
      );
      const error = flags.length > 0 ? (JSON.parse(end.stdout) as { error: { code: string } }).error.code : end.stdout;
      expect(error).toBe(flags.length > 0 ? 'ENGINE_LOST' : '');

      await service(['doctor', probe], { env: { DOCKER_HOST: host } });
      expect(await leftBy(clientOf(host), [command.pid])).toEqual([]);
    },
  );
});
