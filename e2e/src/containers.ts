import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import Docker, { type ContainerCreateOptions } from 'dockerode';
import { type Pack, pack } from 'tar-stream';

export const executionLabel = 'planqk-service.execution';
const ownerLabel = 'planqk-service.owner';

/** A client of the engine at `host`, such as unix:///run/docker.sock. */
export function clientOf(host: string): Docker {
  const { protocol, pathname, hostname, port } = new URL(host);
  return protocol === 'unix:' ? new Docker({ socketPath: decodeURI(pathname) }) : new Docker({ host: hostname, port });
}

/** Process id of the command that answers for a container. */
export function ownerOf(labels: Readonly<Record<string, string>>): number {
  return Number(labels[ownerLabel]?.split('/').at(-1));
}

/** Containers of executions that the commands with these process ids have left, by their names. */
export async function leftBy(client: Docker, pids: readonly number[]): Promise<string[]> {
  const containers = await client.listContainers({ all: true, filters: { label: [executionLabel] } });
  return containers
    .filter(({ Labels }) => pids.includes(ownerOf(Labels)))
    .map(({ Names, State }) => `${Names[0]} (${State})`);
}

/** How a container ended that was run by nothing of ours. */
export interface RawEnd {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs an image with `files` in /var/input, and nothing between it and the engine. */
export function runRaw(client: Docker, image: string, files: Readonly<Record<string, string>>): Promise<RawEnd> {
  return runContainer(client, { Image: image }, inputArchive(files));
}

/** Runs a command of an image in a copy of `dir`, without its hidden folders. */
export async function runInCopy(
  client: Docker,
  image: string,
  dir: string,
  command: readonly string[],
): Promise<RawEnd> {
  const create = { Image: image, Cmd: [...command], WorkingDir: '/copied' };
  return runContainer(client, create, await folderArchive(dir, 'copied'));
}

/** The output is read from the log: Podman may take up an attached stream too late (docs/probes/podman-4.3.md). */
async function runContainer(client: Docker, create: ContainerCreateOptions, files: Pack): Promise<RawEnd> {
  const container = await client.createContainer({
    ...create,
    HostConfig: { LogConfig: { Type: 'json-file', Config: {} } },
  });
  try {
    await container.putArchive(Readable.from(files), { path: '/' });
    await container.start();
    const { StatusCode } = await container.wait();
    const log = Readable.from([await container.logs({ stdout: true, stderr: true })]);
    const [stdout, stderr] = [new PassThrough(), new PassThrough()];
    client.modem.demuxStream(log, stdout, stderr);
    log.once('end', () => {
      stdout.end();
      stderr.end();
    });
    const [out, err] = await Promise.all([text(stdout), text(stderr)]);
    return { exitCode: StatusCode, stdout: out, stderr: err };
  } finally {
    await container.remove({ force: true });
  }
}

function inputArchive(files: Readonly<Record<string, string>>): Pack {
  const archive = pack();
  archive.entry({ name: 'var/input/', type: 'directory', mode: 0o755 });
  for (const [name, content] of Object.entries(files)) {
    archive.entry({ name: `var/input/${name}`, mode: 0o444 }, content);
  }
  archive.finalize();
  return archive;
}

async function folderArchive(dir: string, name: string): Promise<Pack> {
  const archive = pack();
  for (const entry of await readdir(dir, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const inside = relative(dir, path);
    if (entry.isFile() && !/^\.[^/]+\//.test(inside)) {
      archive.entry({ name: `${name}/${inside}` }, await readFile(path));
    }
  }
  archive.finalize();
  return archive;
}

/** Removes the images whose names contain `part`. */
export async function removeImages(client: Docker, part: string): Promise<void> {
  const images = await client.listImages();
  const names = images.flatMap(({ RepoTags }) => RepoTags ?? []).filter((name) => name.includes(part));
  await Promise.all(names.map((name) => client.getImage(name).remove({ force: true })));
}
