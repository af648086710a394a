// The requests that a run of a container cannot do without, and nothing else: what the engine itself takes. Neither
// what is printed is read nor anything is decided; no program that copies its input in can be quicker.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';

const socketPath = () => /^unix:\/\/(.+)$/.exec(process.env.DOCKER_HOST ?? '')?.[1] ?? '/var/run/docker.sock';

/** One request to the engine; with `upgrade` the connection itself is the answer, with `open` the answer as it comes. */
function ask(method, path, { body, type = 'application/json', upgrade = false, open = false } = {}) {
  const { promise, resolve, reject } = Promise.withResolvers();
  const headers = {
    ...(body && { 'content-type': type, 'content-length': body.length }),
    ...(upgrade && { connection: 'Upgrade', upgrade: 'tcp' }),
  };
  const sent = request({ socketPath: socketPath(), method, path, headers });
  sent.on('error', reject).on('upgrade', (_, stream) => resolve(stream));
  sent.on('response', async (response) => {
    if (open && response.statusCode < 300) return resolve(response);
    const text = (await response.toArray()).join('');
    if (response.statusCode < 300) resolve(text === '' ? undefined : JSON.parse(text));
    else reject(new Error(`${method} ${path}: ${response.statusCode} ${text}`));
  });
  sent.end(body);
  return promise;
}

/**
 * Creates, attaches, fills and starts a container, and waits for its end as the quickest way to learn it, the events.
 *
 * @param image its id or tag
 * @param input a tar archive, unpacked at the root of the container; undefined leaves the copy out
 * @returns milliseconds until its output is complete and its exit code is known
 */
export async function runByHand(image, input) {
  const begun = performance.now();
  const body = Buffer.from(
    JSON.stringify({
      Image: image,
      AttachStdout: true,
      AttachStderr: true,
      HostConfig: { AutoRemove: true, LogConfig: { Type: 'none', Config: {} } },
    }),
  );
  const { Id: id } = await ask('POST', '/containers/create', { body });
  const filters = encodeURIComponent(JSON.stringify({ container: [id] }));
  const [stream, events] = await Promise.all([
    ask('POST', `/containers/${id}/attach?stream=1&stdout=1&stderr=1`, { upgrade: true }),
    ask('GET', `/events?filters=${filters}`, { open: true }),
    input && ask('PUT', `/containers/${id}/archive?path=/`, { body: input, type: 'application/x-tar' }),
  ]);
  const drained = new Promise((resolve) => stream.resume().once('end', resolve));
  await ask('POST', `/containers/${id}/start`);
  let told = '';
  let took;
  for await (const chunk of events.setEncoding('utf8')) {
    told += chunk;
    if (took === undefined && told.includes('"die"')) {
      await drained;
      took = performance.now() - begun;
    }
    // The next sample must not share the engine with this one's removal.
    if (told.includes('"destroy"')) break;
  }
  stream.destroy();
  return took;
}

/** The empty input, as an archive to unpack at the root of a container. */
export function inputByHand(dir) {
  const folder = join(dir, 'var', 'input');
  mkdirSync(folder, { recursive: true });
  for (const name of ['data.json', 'params.json']) writeFileSync(join(folder, name), '{}');
  return execFileSync('tar', ['--create', '--directory', dir, 'var/input']);
}
