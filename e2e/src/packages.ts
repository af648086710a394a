import { globSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { finish } from './command.ts';
import { repository } from './paths.ts';

/** A packed package. */
export interface Tarball {
  readonly name: string;
  readonly file: string;
  readonly bytes: number;
  /** Paths inside, without the leading "package/". */
  readonly entries: readonly string[];
  /** The package's folder in the repository. */
  readonly source: string;
}

interface Manifest {
  readonly name: string;
  readonly private?: boolean;
}

/** Packs everything that would be published, as it would be published. */
export async function packAll(destination: string): Promise<Tarball[]> {
  const folders = (await Promise.all(['packages', 'starters'].map(foldersIn))).flat();
  const packages = (await Promise.all(folders.map(readPackage))).filter((found) => found?.manifest.private === false);
  return Promise.all(packages.map((found) => pack(found as Package, destination)));
}

interface Package {
  readonly source: string;
  readonly manifest: Manifest & { readonly private: boolean };
}

async function foldersIn(parent: string): Promise<string[]> {
  const entries = await readdir(join(repository, parent), { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => join(repository, parent, entry.name));
}

async function readPackage(source: string): Promise<Package | undefined> {
  const text = await readFile(join(source, 'package.json'), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const manifest = JSON.parse(text) as Manifest;
  return { source, manifest: { ...manifest, private: manifest.private ?? false } };
}

/** The pnpm that scripts/bootstrap.mjs has installed. */
export function pnpmScript(): string {
  const [found] = globSync(join(repository, '.cache', 'pnpm*', 'node_modules', 'pnpm', 'bin', 'pnpm.mjs'));
  if (found === undefined) throw new Error('pnpm was not found. Run: npm test -- e2e');
  return found;
}

async function pack({ source, manifest }: Package, destination: string): Promise<Tarball> {
  const command = [process.execPath, pnpmScript(), 'pack', '--json', '--pack-destination', destination];
  const packed = await finish(command, { cwd: source, env: process.env });
  const { filename } = JSON.parse(packed.stdout.slice(packed.stdout.indexOf('{'))) as { filename: string };
  const listed = await finish(['tar', '-tzf', filename], { cwd: destination, env: process.env });
  const entries = listed.stdout
    .trim()
    .split('\n')
    .map((path) => path.replace(/^package\//, ''));
  return { name: manifest.name, file: filename, bytes: (await stat(filename)).size, entries: entries.sort(), source };
}
