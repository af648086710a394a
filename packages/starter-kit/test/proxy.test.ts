import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { manifest, temporaryFolder } from './helpers.ts';
import { worldIn } from './support/create.ts';
import { startProxy } from './support/proxy.ts';
import { startRegistry } from './support/registry.ts';
import { tarOf } from './support/tar.ts';

const name = '@acme/starter-toy';
const archive = tarOf([
  { path: 'package/package.json', content: JSON.stringify({ name, version: '1.0.0' }) },
  { path: 'package/starter.json', content: JSON.stringify(manifest) },
  { path: 'package/template/a', content: '1' },
]);

/** A proxy in front of a registry that has the starter; no name server knows the name of that. */
async function proxied(): Promise<Awaited<ReturnType<typeof startProxy>>> {
  const { url } = await startRegistry({ [name]: { '1.0.0': archive } });
  const proxy = await startProxy(url);
  onTestFinished(proxy.close);
  return proxy;
}

/** Asks for the starter with this npm configuration; a module that reads the environment does so when it is loaded. */
async function ask(npmrc: string, spec = `${name}@^1`): Promise<unknown> {
  const { resolveStarter } = await import('../src/index.ts');
  const dir = temporaryFolder();
  writeFileSync(join(dir, '.npmrc'), `fetch-retries=0\n${npmrc}`);
  writeFileSync(join(dir, 'package.json'), '{}');
  return resolveStarter(spec, worldIn(dir));
}

const asked = [
  'GET http://registry.invalid/@acme%2fstarter-toy',
  'GET http://registry.invalid/@acme/starter-toy/-/1.0.0.tgz',
];

// First, because npm's libraries read the environment of the process once.
test('the proxy of the environment is asked for the registry and for the archive', async () => {
  const proxy = await proxied();
  process.env['HTTP_PROXY'] = proxy.url;
  process.env['NO_PROXY'] = '';
  await ask('registry=http://registry.invalid/\n');
  expect(proxy.asked).toEqual(asked);
});

test('the proxy of the npm configuration is asked, and comes before that of the environment', async () => {
  const proxy = await proxied();
  await ask(`registry=http://registry.invalid/\nproxy=${proxy.url}\nhttps-proxy=${proxy.url}\n`);
  expect(proxy.asked).toEqual(asked);
});

test('an address of an archive goes through the proxy', async () => {
  const proxy = await proxied();
  await ask(`proxy=${proxy.url}\nhttps-proxy=${proxy.url}\n`, 'http://registry.invalid/@acme/starter-toy/-/1.0.0.tgz');
  expect(proxy.asked).toEqual(asked.slice(1));
});

test('"https-proxy" is asked for what is encrypted; a proxy that refuses is told', async () => {
  const proxy = await startProxy();
  onTestFinished(proxy.close);
  await expect(ask(`registry=https://registry.invalid/\nhttps-proxy=${proxy.url}\n`)).rejects.toMatchObject({
    code: 'STARTER_NOT_ALLOWED',
    hint: expect.stringContaining('proxies'),
  });
  expect(proxy.asked).toEqual(['CONNECT registry.invalid:443']);
});

test('a proxy that does not answer is told as one, without its password', async () => {
  const told: unknown = await ask(
    'registry=http://registry.invalid/\nhttps-proxy=http://me:s3cret@127.0.0.1:1/\n',
  ).catch((error) => ({ ...error, message: error.message, cause: undefined }));
  expect(told).toMatchObject({ code: 'STARTER_UNREACHABLE' });
  expect(JSON.stringify(told)).not.toContain('s3cret');
});
