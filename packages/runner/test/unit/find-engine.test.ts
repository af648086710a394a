import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { type Candidate, findCandidates, type Surroundings } from '../../src/docker/candidates.ts';
import { type DockerClient, openDocker } from '../../src/docker/client.ts';
import { connect, probeAll } from '../../src/docker/connect.ts';
import { parseEndpoint } from '../../src/docker/endpoint.ts';
import { explainConnection } from '../../src/docker/explain-connection.ts';
import { serviceErrorOf } from '../support/errors.ts';
import { projectFolder } from '../support/folders.ts';

const linux: Surroundings = { platform: 'linux', env: {}, homeDir: '/nowhere/ada' };
const darwin: Surroundings = { platform: 'darwin', env: {}, homeDir: '/Users/ada' };
const windows: Surroundings = { platform: 'win32', env: {}, homeDir: 'C:\\Users\\ada' };
const addresses = (candidates: readonly Candidate[]) => candidates.map(({ address }) => address);
const contextId = (name: string) => createHash('sha256').update(name).digest('hex');

function contextFiles(name: string, host: string, current = name): Record<string, string> {
  return {
    'config.json': JSON.stringify({ currentContext: current }),
    [`contexts/meta/${contextId(name)}/meta.json`]: JSON.stringify({
      Name: name,
      Endpoints: { docker: { Host: host } },
    }),
  };
}

describe('findCandidates', () => {
  it('takes the flag before everything else, and nothing besides', () => {
    const env = { DOCKER_HOST: 'unix:///other.sock', DOCKER_CONTEXT: 'other' };
    expect(findCandidates({ ...linux, env }, 'tcp://box:2375')).toEqual([
      { source: '--docker-host', address: 'tcp://box:2375', explicit: true },
    ]);
  });

  it('takes DOCKER_HOST before DOCKER_CONTEXT', () => {
    const env = { DOCKER_HOST: 'unix:///my.sock', DOCKER_CONTEXT: 'other' };
    expect(findCandidates({ ...linux, env })).toEqual([
      { source: 'DOCKER_HOST', address: 'unix:///my.sock', explicit: true },
    ]);
  });

  it('ignores an empty DOCKER_HOST, as Docker does', () => {
    expect(addresses(findCandidates({ ...linux, env: { DOCKER_HOST: '' } }))).toContain('unix:///var/run/docker.sock');
  });

  it.each([
    [{ DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: '/certs' }, '/certs'],
    [{ DOCKER_TLS_VERIFY: '1', DOCKER_CONFIG: '/config' }, '/config'],
    [{ DOCKER_TLS_VERIFY: '1' }, '/nowhere/ada/.docker'],
    [{ DOCKER_CERT_PATH: '/certs' }, undefined],
  ])('finds the certificates by %j', (tls, expected) => {
    const [candidate] = findCandidates({ ...linux, env: { DOCKER_HOST: 'tcp://box:2376', ...tls } });
    expect(candidate?.tlsDir).toBe(expected);
  });

  it('finds the engine of DOCKER_CONTEXT with its certificates', async () => {
    await using config = await projectFolder({
      ...contextFiles('lab', 'tcp://lab:2376', 'default'),
      [`contexts/tls/${contextId('lab')}/docker/ca.pem`]: '',
    });
    const env = { DOCKER_CONFIG: config.path, DOCKER_CONTEXT: 'lab' };
    expect(findCandidates({ ...linux, env })).toMatchObject([
      {
        source: 'DOCKER_CONTEXT=lab',
        address: 'tcp://lab:2376',
        explicit: true,
        tlsDir: expect.stringContaining('tls'),
      },
    ]);
  });

  it('tries nothing else when DOCKER_CONTEXT names a context that does not exist', () => {
    expect(findCandidates({ ...linux, env: { DOCKER_CONTEXT: 'gone' } })).toEqual([
      { source: 'DOCKER_CONTEXT=gone', address: '', explicit: true },
    ]);
  });

  it('puts the current context before the known sockets', async () => {
    await using config = await projectFolder(contextFiles('colima', 'unix:///nowhere/colima.sock'));
    const found = findCandidates({ ...linux, env: { DOCKER_CONFIG: config.path } });
    expect(found[0]).toMatchObject({ source: 'context "colima"', explicit: false });
    expect(addresses(found)).toContain('unix:///var/run/docker.sock');
  });

  it('names a socket once when the current context is a known one', async () => {
    await using config = await projectFolder(contextFiles('mine', 'unix:///var/run/docker.sock'));
    const found = addresses(findCandidates({ ...linux, env: { DOCKER_CONFIG: config.path } }));
    expect(found.filter((address) => address === 'unix:///var/run/docker.sock')).toHaveLength(1);
  });

  it('passes over the current context when DOCKER_CONTEXT is "default"', async () => {
    await using config = await projectFolder(contextFiles('colima', 'unix:///nowhere/colima.sock'));
    const env = { DOCKER_CONFIG: config.path, DOCKER_CONTEXT: 'default' };
    expect(addresses(findCandidates({ ...linux, env }))).not.toContain('unix:///nowhere/colima.sock');
  });

  it('survives a broken config.json', async () => {
    await using config = await projectFolder({ 'config.json': '{' });
    expect(findCandidates({ ...linux, env: { DOCKER_CONFIG: config.path } })).not.toEqual([]);
  });

  it('knows the rootless sockets of Linux by XDG_RUNTIME_DIR', () => {
    const found = addresses(findCandidates({ ...linux, env: { XDG_RUNTIME_DIR: '/run/user/7' } }));
    expect(found).toEqual(
      expect.arrayContaining(['unix:///run/user/7/docker.sock', 'unix:///run/user/7/podman/podman.sock']),
    );
  });

  it('knows Docker Desktop, Colima, OrbStack, Rancher Desktop and Podman on a Mac', () => {
    expect(findCandidates(darwin).map(({ source }) => source)).toEqual(
      expect.arrayContaining(['Docker Desktop', 'Colima', 'OrbStack', 'Rancher Desktop', 'Podman machine']),
    );
    expect(addresses(findCandidates(darwin)).every((address) => address.startsWith('unix:///'))).toBe(true);
  });

  it('knows only named pipes on Windows', () => {
    const found = addresses(findCandidates(windows));
    expect(found[0]).toBe('npipe:////./pipe/docker_engine');
    expect(found.every((address) => address.startsWith('npipe:////./pipe/'))).toBe(true);
  });
});

describe('parseEndpoint', () => {
  it.each([
    ['unix:///run/docker.sock', { kind: 'socket', path: '/run/docker.sock' }],
    ['npipe:////./pipe/docker_engine', { kind: 'socket', path: '//./pipe/docker_engine' }],
    ['tcp://box', { kind: 'tcp', host: 'box', port: 2375, tls: undefined }],
    ['box:4000', { kind: 'tcp', host: 'box', port: 4000, tls: undefined }],
    ['http://box:4000', { kind: 'tcp', host: 'box', port: 4000, tls: undefined }],
    ['https://box', { kind: 'tcp', host: 'box', port: 2376, tls: { dir: '' } }],
    ['tcp://[::1]:2375', { kind: 'tcp', host: '::1', port: 2375, tls: undefined }],
    ['ssh://ada@box', { kind: 'ssh', host: 'box', port: 22, user: 'ada' }],
    ['ssh://box:2222', { kind: 'ssh', host: 'box', port: 2222, user: undefined }],
  ])('understands %s', (address, expected) => {
    expect(parseEndpoint(address)).toEqual(expected);
  });

  it('makes tcp secure where there are certificates', () => {
    expect(parseEndpoint('tcp://box', '/certs')).toEqual({
      kind: 'tcp',
      host: 'box',
      port: 2376,
      tls: { dir: '/certs' },
    });
  });

  it.each(['unix://', 'fd://3', 'ftp://box', 'tcp://', '::::'])('says what is wrong with %s', (address) => {
    expect(() => parseEndpoint(address)).toThrow(/names no socket|is not supported|is no address/);
  });
});

describe('explainConnection', () => {
  const socket: Candidate = { source: 'Docker', address: 'unix:///x.sock', explicit: false };
  const failed = (code: string, more: object = {}) => Object.assign(new Error('why'), { code, ...more });

  it.each([
    ['ENOENT', 'linux', /no such socket/, /Install and start Docker or Podman/],
    ['EACCES', 'linux', /permission denied/, /usermod -aG docker/],
    ['EACCES', 'darwin', /permission denied/, /same user/],
    ['EPERM', 'win32', /permission denied/, /same user/],
    ['ECONNREFUSED', 'linux', /no engine listens/, /systemctl start docker/],
    ['ECONNREFUSED', 'darwin', /no engine listens/, /Docker Desktop/],
    ['ENOTFOUND', 'win32', /host name is not known/, /Correct the address in Docker/],
    ['ETIMEDOUT', 'win32', /ETIMEDOUT/, /Docker Desktop/],
    ['EWHATEVER', 'linux', /why/, /systemctl/],
  ] as const)('explains %s on %s', (code, platform, reason, remedy) => {
    const failure = explainConnection(failed(code), socket, platform);
    expect(failure.reason).toMatch(reason);
    expect(failure.remedy).toMatch(remedy);
  });

  it('points at the variable that the user set', () => {
    const { remedy } = explainConnection(
      failed('ENOENT'),
      { ...socket, source: 'DOCKER_HOST', explicit: true },
      'linux',
    );
    expect(remedy).toContain('DOCKER_HOST');
  });

  it('says of an engine that does not answer that it hangs', () => {
    const timeout = new DOMException('aborted', 'TimeoutError');
    expect(explainConnection(timeout, socket, 'linux').reason).toMatch(/no answer within 5 seconds/);
  });

  it('does not speak of a socket where an address of the network refuses', () => {
    const refused = failed('ECONNREFUSED');
    const { reason } = explainConnection(refused, { ...socket, address: 'tcp://127.0.0.1:1' }, 'linux');
    expect(reason).not.toContain('socket');
  });
});

describe('connect', () => {
  const refusing = (code: string): DockerClient =>
    ({ ping: () => Promise.reject(Object.assign(new Error(code), { code })) }) as Partial<DockerClient> as DockerClient;
  const answering = { ping: async () => ({ podman: false }) } as Partial<DockerClient> as DockerClient;

  it('names every candidate with its reason when none answers', async () => {
    const error = await serviceErrorOf(connect(darwin, () => refusing('ENOENT')));
    expect(error.code).toBe('NO_ENGINE');
    const expected = findCandidates(darwin).map(({ source, address }) => ({
      source,
      address,
      reason: 'there is no such socket',
      remedy: expect.any(String),
    }));
    expect(error.details).toEqual({ tried: expected });
    for (const { address } of expected) expect(error.message).toContain(address);
    expect(error.hint).not.toBe('');
  });

  it('takes the first that answers', async () => {
    const { candidate } = await connect(linux, ({ kind, ...endpoint }) =>
      kind === 'socket' && 'path' in endpoint && endpoint.path.includes('.colima') ? answering : refusing('ENOENT'),
    );
    expect(candidate.source).toBe('Colima');
  });

  it('tells in a report what came of each, without stopping at the first', async () => {
    const probes = await probeAll(linux, () => answering);
    expect(probes.length).toBeGreaterThan(3);
    expect(probes.every(({ failure }) => failure === undefined)).toBe(true);
  });

  it('explains an address that cannot be understood instead of failing with a bug', async () => {
    const error = await serviceErrorOf(connect(linux, openDocker, 'ftp://box'));
    expect(error.message).toContain('ftp:// is not supported');
  });

  it('explains a context that does not exist', async () => {
    const error = await serviceErrorOf(connect({ ...linux, env: { DOCKER_CONTEXT: 'gone' } }, openDocker));
    expect(error.message).toContain('DOCKER_CONTEXT=gone');
    expect(error.message).toContain('no context of that name');
  });

  it('does not take missing certificates for a missing socket', async () => {
    await using certs = await projectFolder();
    const env = { DOCKER_HOST: 'tcp://127.0.0.1:9', DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: certs.path };
    const error = await serviceErrorOf(connect({ ...linux, env }, openDocker));
    expect(error.message).not.toContain('socket');
  });

  it.each(['127.0.0.1', '::1'])('reaches an engine over TCP at %s', async (host) => {
    const server = createServer((_, response) => response.end('OK'));
    await new Promise<void>((resolve) => server.listen(0, host, resolve));
    await using _ = { [Symbol.asyncDispose]: async () => void server.close() };
    const { port } = server.address() as AddressInfo;
    const address = `tcp://${host === '::1' ? '[::1]' : host}:${port}`;
    expect((await connect(linux, openDocker, address)).candidate.address).toBe(address);
    server.closeAllConnections();
  });
});
