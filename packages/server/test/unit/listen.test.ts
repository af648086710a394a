import { once } from 'node:events';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { createRunner } from '@planqk-service/runner';
import { expect, test } from 'vitest';
import { createServer } from '../../src/index.ts';
import { projectOf } from '../support/folders.ts';
import { ProbeEngine } from '../support/probe.ts';

test('a port that is taken is told of before anything is built', async () => {
  const other = createTcpServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  await using project = await projectOf();
  const engine = new ProbeEngine();
  await using runner = await createRunner({ engine });
  await expect(createServer({ project: project.path, runner, port })).rejects.toMatchObject({
    code: 'PORT_UNAVAILABLE',
    message: expect.stringContaining('another program uses it'),
  });
  expect(engine.builds).toEqual([]);
  other.close();
  await once(other, 'close');
  await using server = await createServer({ project: project.path, runner, port });
  expect(server.port).toBe(port);
});

test('a host that does not exist is told of before anything is built', async () => {
  await using project = await projectOf();
  const engine = new ProbeEngine();
  await using runner = await createRunner({ engine });
  const options = { project: project.path, runner, host: '192.0.2.1', insecure: true };
  await expect(createServer(options)).rejects.toMatchObject({
    code: 'PORT_UNAVAILABLE',
    message: expect.stringContaining('this machine has no such address'),
  });
  expect(engine.builds).toEqual([]);
});
