import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type Docker from 'dockerode';
import { Command } from './command.ts';
import { repository, toolchainCache } from './paths.ts';
import { type Starter, starters } from './shared.ts';

/** What the process engine finds on its PATH. */
export interface Tools {
  /** Folders to put in front of the system's. */
  readonly path: readonly string[];
  /** Why a starter cannot run as a process. */
  readonly missing: Readonly<Partial<Record<Starter, string>>>;
}

interface Requirement {
  readonly command: readonly string[];
  readonly version: string;
}

interface ImageTools {
  readonly image: string;
  /** Folders of the image that hold the tools: those of the official image, or those of Debian's packages. */
  readonly layouts: readonly { readonly folders: readonly string[]; readonly bin: string }[];
}

// Debian 12's own Go is 1.19, older than the "go 1.24" of the starter's go.mod, so that fetching the package helps
// nobody. The Go of the engine's base image runs here as well: its programs need nothing but an older C library.
// Rust is not taken from its image: Debian's rustc needs the C library of its own release. A package has it (scripts/rust).
const fromImage: Partial<Record<Starter, ImageTools>> = {
  go: {
    image: 'golang:1.24-trixie',
    layouts: [
      { folders: ['/usr/local/go'], bin: 'go/bin' },
      { folders: ['/usr/lib/go-1.24', '/usr/share/go-1.24'], bin: 'lib/go-1.24/bin' },
    ],
  },
};

/** Finds the tools that the starters ask for, or takes them from Debian's packages or out of a base image of the engine. */
export async function provideTools(engine: Docker | undefined): Promise<Tools> {
  const searched = [...(process.env.PATH ?? '').split(delimiter), ...(await cached())];
  const path = new Set<string>();
  const missing: Partial<Record<Starter, string>> = {};
  for (const starter of starters) {
    const requirement = await requirementOf(starter);
    const folder =
      (await firstThatServes(requirement, searched)) ??
      (starter === 'rust'
        ? await takeFromPackages(requirement)
        : engine && (await takeFromImage(engine, starter).catch(() => undefined)));
    if (folder === undefined) missing[starter] = `${requirement.command[0]} ${requirement.version} is not to be had`;
    // The system's own folders are on the path anyway, behind all others.
    else if (!/^\/(?:usr\/)?s?bin$/.test(folder)) path.add(folder);
  }
  return { path: [...path], missing };
}

/** The starters themselves say what they need. */
async function requirementOf(starter: Starter): Promise<Requirement> {
  const text = await readFile(join(repository, 'starters', starter, 'starter.json'), 'utf8');
  const { process: commands } = JSON.parse(text) as { process: { requires: readonly [Requirement] } };
  return commands.requires[0];
}

async function firstThatServes(
  { command, version }: Requirement,
  folders: readonly string[],
): Promise<string | undefined> {
  const [tool = '', ...args] = command;
  for (const folder of folders.filter((candidate) => existsSync(join(candidate, tool)))) {
    const options = { cwd: repository, env: process.env };
    const end = await new Command([join(folder, tool), ...args], options).ended.catch(() => undefined);
    if (end?.exitCode === 0 && isAtLeast(end.stdout + end.stderr, version)) return folder;
  }
  return undefined;
}

/** Whether the first version in `text` satisfies a requirement such as ">=1.24". */
function isAtLeast(text: string, requirement: string): boolean {
  const [have, want] = [text, requirement].map((source) => /(\d+)\.(\d+)/.exec(source)?.slice(1).map(Number) ?? []);
  const [major = 0, minor = 0] = have ?? [];
  const [wantedMajor = 0, wantedMinor = 0] = want ?? [];
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
}

function binFolders(starter: string): string[] {
  const layouts = fromImage[starter as Starter]?.layouts ?? [];
  return layouts.map(({ bin }) => join(toolchainCache, starter, bin));
}

async function cached(): Promise<string[]> {
  return (await readdir(toolchainCache).catch(() => [])).flatMap(binFolders);
}

async function takeFromPackages(requirement: Requirement): Promise<string | undefined> {
  const [oldest = ''] = /\d+\.\d+/.exec(requirement.version) ?? [];
  const script = [process.execPath, join(repository, 'scripts', 'rust.mjs'), oldest];
  const { exitCode, stdout, stderr } = await new Command(script, { cwd: repository, env: process.env }).ended;
  if (exitCode === 0) return firstThatServes(requirement, [stdout.trim()]);
  console.error(`e2e: ${stderr.trim()}`);
  return undefined;
}

async function takeFromImage(engine: Docker, starter: Starter): Promise<string | undefined> {
  const source = fromImage[starter];
  if (source === undefined) return undefined;
  await mkdir(toolchainCache, { recursive: true });
  const container = await engine.createContainer({ Image: source.image, Cmd: ['true'] });
  const staging = await mkdtemp(join(toolchainCache, 'taking-'));
  try {
    for (const { folders } of source.layouts) {
      for (const folder of folders) {
        const archive = await container.getArchive({ path: folder }).catch(() => undefined);
        if (archive)
          await unpack(archive as Readable, join(staging, dirname(folder).replace(/^\/usr(?:\/local)?/, '.')));
      }
    }
    // Renamed when complete: another run may be looking.
    await rename(staging, join(toolchainCache, starter));
  } finally {
    await rm(staging, { recursive: true, force: true });
    await container.remove({ force: true });
  }
  return firstThatServes(await requirementOf(starter), binFolders(starter));
}

async function unpack(archive: Readable, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const tar = spawn('tar', ['-x', '-C', folder], { stdio: ['pipe', 'ignore', 'inherit'] });
  const closed = once(tar, 'close');
  await pipeline(archive, tar.stdin);
  await closed;
}
