// What the probes share: requests to the engine that DOCKER_HOST names, and containers that are removed again.
import { request } from 'node:http';

const host = process.env.DOCKER_HOST ?? 'unix:///var/run/docker.sock';
if (!host.startsWith('unix://')) throw new Error(`DOCKER_HOST has to be a unix socket, not ${host}`);
const socketPath = host.slice('unix://'.length);

/** Has a shell. Any small image does. */
export const image = process.env.PROBE_IMAGE ?? 'docker.io/library/debian:trixie-slim';
/** Has Python. */
export const pythonImage = process.env.PROBE_PYTHON_IMAGE ?? 'docker.io/library/python:3.13-slim-trixie';

/** Sends a request; `body` is JSON or bytes. */
export function send(method, path, body, headers = {}) {
  return new Promise((resolve, reject) => {
    const isBytes = Buffer.isBuffer(body);
    const type = body === undefined ? {} : { 'Content-Type': isBytes ? 'application/x-tar' : 'application/json' };
    const call = request({ socketPath, method, path, headers: { Host: 'docker', ...type, ...headers } });
    call.on('error', reject);
    // An engine may turn the connection into a plain stream, or may not.
    call.on('upgrade', (response, socket, head) => {
      if (head.length > 0) socket.unshift(head);
      resolve({ status: response.statusCode, stream: socket, headers: response.headers });
    });
    call.on('response', (response) =>
      resolve({ status: response.statusCode, stream: response, headers: response.headers }),
    );
    call.end(body === undefined ? undefined : isBytes ? body : JSON.stringify(body));
  });
}

export async function bytesOf(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Sends a request and reads the whole answer. */
export async function ask(method, path, body) {
  const { status, stream, headers } = await send(method, path, body);
  const text = (await bytesOf(stream)).toString();
  // Podman's statistics come without a content type.
  return { status, headers, body: /^[[{]/.test(text) ? JSON.parse(text) : text };
}

/** Splits what an attached container printed: frames of one byte stream, three empty, four of length. */
export function demux(bytes) {
  const text = { 1: '', 2: '' };
  for (let at = 0; at + 8 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at + 4);
    text[bytes[at]] += bytes.subarray(at + 8, at + 8 + length).toString();
    at += 8 + length;
  }
  return { stdout: text[1], stderr: text[2] };
}

/** Creates a container, attaches, starts it, hands it to `during`, waits for its end, and removes it. */
export async function runContainer(spec, during = async () => undefined) {
  const created = await ask('POST', '/containers/create', {
    Image: image,
    AttachStdout: true,
    AttachStderr: true,
    ...spec,
  });
  if (created.status !== 201) throw new Error(`create: ${created.status} ${JSON.stringify(created.body)}`);
  const path = `/containers/${created.body.Id}`;
  try {
    const attached = await send('POST', `${path}/attach?stream=1&stdout=1&stderr=1`, undefined, {
      Connection: 'Upgrade',
      Upgrade: 'tcp',
    });
    const printed = bytesOf(attached.stream);
    const started = await ask('POST', `${path}/start`);
    if (started.status >= 400) {
      attached.stream.destroy();
      await printed.catch(() => undefined);
      return { start: started.status, message: started.body.message, state: await stateOf(path) };
    }
    const seen = await during(path);
    const output = demux(await printed);
    const waited = await ask('POST', `${path}/wait`);
    const { ExitCode, OOMKilled } = await stateOf(path);
    const logs = await ask('GET', `${path}/logs?stdout=1&stderr=1`);
    return {
      start: started.status,
      exitCode: waited.body.StatusCode,
      ExitCode,
      OOMKilled,
      ...output,
      logs: logs.status,
      seen,
    };
  } finally {
    await ask('DELETE', `${path}?force=1`);
  }
}

async function stateOf(path) {
  return (await ask('GET', `${path}/json`)).body.State;
}

/** Prints what was measured, and on which engine. */
export async function tell(measured) {
  const { body } = await ask('GET', '/version');
  const name = body.Components?.[0]?.Name ?? 'Docker';
  console.log(JSON.stringify({ engine: `${name} ${body.Version}, API ${body.ApiVersion}`, measured }, null, 2));
}
