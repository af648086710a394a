// The base images of the services: pulled where a registry can be had, else stand-ins.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { arch } from 'node:os';
import { join } from 'node:path';
import { bootstrap } from './bootstrap.mjs';
import { debianLike } from './debs.mjs';
import { locked } from './lock.mjs';
import { machineCacheDir } from './paths.mjs';
import { baseImage, dockerfileOf, recipes } from './recipes.mjs';
import { build, inspect, isStandIn, load, pull, restoreName, save } from './store.mjs';

const quickTry = 3500;
const archiveLife = 7 * 24 * 3600_000;
const longPull = 15 * 60_000;

/** Makes sure that the engine has all base images. */
export async function ensureImages({ env, kind = 'docker', log = console.error }) {
  const host = env.DOCKER_HOST;
  if ((await missingIn(host)).length === 0) return;
  // One at a time on the whole clone: a second engine then finds the file that the first one filled.
  await locked('images', async () => {
    await pullMissing(host, log);
    await loadMissing(host, log);
    await buildMissing(host, log);
  });
  log(`${kind}: all base images are there`);
}

async function missingIn(host) {
  const present = await Promise.all(recipes.map(({ image }) => inspect(host, image)));
  return recipes.filter((_, index) => !present[index]);
}

async function pullMissing(host, log) {
  let patience = quickTry;
  for (const { image } of await missingIn(host)) {
    if (!(await pull(host, image, patience))) return;
    log(`${image}: pulled`);
    patience = longPull;
  }
}

// Loading moves all names, so it has to be right for all.
async function loadMissing(host, log) {
  const missing = await missingIn(host);
  const file = archiveFile();
  if (missing.length === 0 || !existsSync(file) || !(await onlyStandIns(host))) return;
  log(`loading stand-ins from ${file}`);
  try {
    await load(host, file);
    for (const { image } of missing) await restoreName(host, image);
  } catch (error) {
    log(`${file} is of no use (${error.message}): removed`);
    await rm(file, { force: true });
  }
}

async function buildMissing(host, log) {
  const missing = await missingIn(host);
  if (missing.length === 0) return;
  const names = missing.map(({ image }) => image).join(', ');
  if (process.getuid?.() !== 0 || !(await debianLike()))
    throw new Error(`no registry can be reached, and stand-ins need root on Debian. Missing: ${names}`);
  log(`no registry can be reached: making stand-ins for ${names}`);
  const base = missing.find(({ image }) => image === baseImage);
  if (base) await bootstrap(host, base, log);
  await Promise.all(
    missing
      .filter((recipe) => recipe !== base)
      .map(async (recipe) => {
        await build(host, recipe.image, dockerfileOf(recipe), proxies());
        log(`${recipe.image}: built from Debian's packages`);
      }),
  );
  if (!(await onlyStandIns(host))) return;
  log(`keeping the stand-ins for other engines in ${archiveFile()}`);
  await removeOldArchives();
  await save(
    host,
    recipes.map(({ image }) => image),
    archiveFile(),
  ).catch((error) => log(`could not keep the stand-ins for other clones: ${error.message}`));
}

async function onlyStandIns(host) {
  const present = await Promise.all(recipes.map(({ image }) => inspect(host, image)));
  return present.filter(Boolean).every(isStandIn);
}

// Each is more than a gigabyte, and each change of a recipe begins a new one.
async function removeOldArchives() {
  const names = await readdir(machineCacheDir).catch(() => []);
  for (const path of names.filter((name) => name.startsWith('stand-ins-')).map((name) => join(machineCacheDir, name)))
    if (Date.now() - (await stat(path)).mtimeMs > archiveLife) await rm(path, { force: true });
}

function archiveFile() {
  const hash = createHash('sha256').update(arch());
  for (const name of ['recipes.mjs', 'bootstrap.mjs']) hash.update(readFileSync(new URL(name, import.meta.url)));
  return join(machineCacheDir, `stand-ins-${hash.digest('hex').slice(0, 16)}.tar`);
}

function proxies() {
  const names = ['http_proxy', 'https_proxy', 'no_proxy'];
  return Object.fromEntries(names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
}
