// The images an engine has, and getting more into it: pulled, loaded from a file, or built.
import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { getJson, progressOf, request, textOf } from './http.mjs';
import { makeDir } from './paths.mjs';
import { standInLabel } from './recipes.mjs';
import { tarOf } from './tar.mjs';

export const inspect = (host, image) => getJson(host, `/images/${image}/json`);

export const isStandIn = (details) => details?.Config?.Labels?.[standInLabel] === 'true';

/** False when no registry has begun to deliver within the given time. */
export async function pull(host, image, patience) {
  const [fromImage, tag] = split(image);
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), patience);
  const path = `/images/create?${new URLSearchParams({ fromImage, tag })}`;
  try {
    const response = await request(host, 'POST', path, { signal: abort.signal });
    for await (const { id, progressDetail } of progressOf(response)) if (id && progressDetail) clearTimeout(timer);
    return Boolean(await inspect(host, image));
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}

/** Makes an image of a tree that comes as a tar stream. */
export async function importTree(host, image, tree, changes) {
  // Podman 4 leaves out the parameter "tag" here; within "repo" both engines read it.
  const query = new URLSearchParams({ fromSrc: '-', repo: image });
  for (const change of changes) query.append('changes', change);
  const headers = { 'content-type': 'application/x-tar' };
  await finish(await request(host, 'POST', `/images/create?${query}`, { body: tree, headers }));
}

export async function build(host, image, dockerfile, buildargs) {
  const query = new URLSearchParams({
    t: image,
    // The packages come from where this machine gets its own, whatever that takes.
    networkmode: 'host',
    rm: '1',
    forcerm: '1',
    buildargs: JSON.stringify(buildargs),
  });
  const said = [];
  const headers = { 'content-type': 'application/x-tar' };
  const body = tarOf({ Dockerfile: dockerfile });
  try {
    const response = await request(host, 'POST', `/build?${query}`, { body, headers });
    for await (const { stream } of progressOf(response)) if (stream) said.push(stream);
  } catch (error) {
    throw new Error(`building ${image}: ${error.message}\n${said.join('').slice(-2000)}`);
  }
}

export async function load(host, file) {
  const headers = { 'content-type': 'application/x-tar' };
  const body = createReadStream(file);
  await finish(await request(host, 'POST', '/images/load?quiet=1', { body, headers }));
}

/** Podman names a loaded image localhost/… where the file has Docker's short name for it. */
export async function restoreName(host, image) {
  const local = image.replace(/^docker\.io\/library\//, 'localhost/');
  if ((await inspect(host, image)) || !isStandIn(await inspect(host, local))) return;
  const [repo, tag] = split(image);
  const query = new URLSearchParams({ repo, tag });
  await textOf(await request(host, 'POST', `/images/${local}/tag?${query}`));
  await textOf(await request(host, 'DELETE', `/images/${local}?noprune=true`));
}

/** Written under another name first: a reader never sees half a file. */
export async function save(host, images, file) {
  makeDir(dirname(file));
  const part = `${file}.${process.pid}.part`;
  try {
    const query = new URLSearchParams(images.map((image) => ['names', image]));
    const response = await request(host, 'GET', `/images/get?${query}`);
    if (response.statusCode !== 200) throw new Error(`saving images: ${response.statusCode}`);
    await pipeline(response, createWriteStream(part));
    await rename(part, file);
  } finally {
    await rm(part, { force: true });
  }
}

async function finish(response) {
  for await (const message of progressOf(response)) void message;
}

function split(image) {
  const colon = image.lastIndexOf(':');
  return [image.slice(0, colon), image.slice(colon + 1)];
}
