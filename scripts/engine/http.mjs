// HTTP to an engine's API, over its unix socket or plain TCP.
import http from 'node:http';

/** The request options for a DOCKER_HOST value; undefined for kinds this cannot talk to (ssh, TLS). */
export function endpointOf(dockerHost) {
  if (!URL.canParse(dockerHost)) return undefined;
  const url = new URL(dockerHost);
  if (url.protocol === 'unix:') return { socketPath: decodeURIComponent(url.pathname) };
  if (url.protocol === 'tcp:' && !process.env.DOCKER_TLS_VERIFY)
    return { host: url.hostname, port: Number(url.port) || 2375 };
  return undefined;
}

/** Resolves with the response once its headers are there; `body` may be a stream. */
export function request(dockerHost, method, path, { body, headers, signal } = {}) {
  const endpoint = endpointOf(dockerHost);
  if (!endpoint) return Promise.reject(new Error(`cannot talk to ${dockerHost}`));
  return new Promise((resolve, reject) => {
    const req = http.request({ ...endpoint, method, path, headers, signal, agent: false }, resolve);
    req.on('error', reject);
    if (!body?.pipe) return void req.end(body);
    body.on('error', (error) => req.destroy(error));
    body.pipe(req);
  });
}

export async function textOf(response) {
  let text = '';
  response.setEncoding('utf8');
  for await (const part of response) text += part;
  return text;
}

export async function getJson(dockerHost, path, options) {
  const response = await request(dockerHost, 'GET', path, options);
  const text = await textOf(response);
  if (response.statusCode === 404) return undefined;
  if (response.statusCode !== 200) throw new Error(`GET ${path}: ${response.statusCode} ${text}`);
  return JSON.parse(text);
}

/** The messages of a progress stream (one JSON object per line), ended by an error where one says so. */
export async function* progressOf(response) {
  let rest = '';
  response.setEncoding('utf8');
  for await (const part of response) {
    const lines = (rest + part).split('\n');
    rest = lines.pop();
    for (const line of lines) if (line.trim()) yield checked(JSON.parse(line), response);
  }
  if (rest.trim()) yield checked(JSON.parse(rest), response);
  if (response.statusCode >= 400) throw new Error(`the engine answered ${response.statusCode}`);
}

function checked(message, response) {
  const error = message.error ?? (response.statusCode >= 400 ? message.message : undefined);
  if (error) throw new Error(typeof error === 'string' ? error : JSON.stringify(error));
  return message;
}

/** What answers at that address: undefined when nothing usable does. */
export async function ping(dockerHost, timeout = 2000) {
  try {
    const signal = AbortSignal.timeout(timeout);
    const response = await request(dockerHost, 'GET', '/_ping', { signal });
    const text = await textOf(response);
    if (response.statusCode !== 200 || !text.startsWith('OK')) return undefined;
    return { kind: response.headers['libpod-api-version'] ? 'podman' : 'docker' };
  } catch {
    return undefined;
  }
}
