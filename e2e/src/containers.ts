import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import Docker from 'dockerode';
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
export async function runRaw(client: Docker, image: string, files: Readonly<Record<string, string>>): Promise<RawEnd> {
  const container = await client.createContainer({ Image: image, AttachStdout: true, AttachStderr: true });
  try {
    await container.putArchive(Readable.from(inputArchive(files)), { path: '/' });
    const stream = await container.attach({ stream: true, stdout: true, stderr: true });
    const [stdout, stderr] = [new PassThrough(), new PassThrough()];
    client.modem.demuxStream(stream, stdout, stderr);
    stream.once('end', () => {
      stdout.end();
      stderr.end();
    });
    await container.start();
    const [out, err, { StatusCode }] = await Promise.all([text(stdout), text(stderr), container.wait()]);
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

/** Removes the images whose names contain `part`. */
export async function removeImages(client: Docker, part: string): Promise<void> {
  const images = await client.listImages();
  const names = images.flatMap(({ RepoTags }) => RepoTags ?? []).filter((name) => name.includes(part));
  await Promise.all(names.map((name) => client.getImage(name).remove({ force: true })));
}
