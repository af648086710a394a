import { ServiceError } from '@planqk-service/core/runtime';
import type { BuildPlan } from '../build/build-plan.ts';
import type { DetachedExecution, DetachedReference } from '../engine/detached.ts';
import type { Image } from '../engine/image.ts';
import type { BuildContext, Engine, EngineInfo, EngineRun, SweepReport } from '../engine/port.ts';
import { executionLabel, fingerprintLabel, type Owner, ownerLabel, parseOwner } from '../run/labels.ts';
import type { RunPlan } from '../run/run-plan.ts';
import type { DockerClient, ImageDetails } from './client.ts';
import type { Connection } from './connect.ts';
import { startContainer } from './docker-run.ts';
import { engineWords } from './explain-run.ts';
import { asLostConnection } from './lost-connection.ts';

/** Docker, and everything that speaks its API: Docker Desktop, Colima, OrbStack, Rancher Desktop, Podman. */
export class DockerEngine implements Engine {
  readonly kind = 'docker';
  readonly #client: DockerClient;
  readonly #connection: Connection;
  readonly #owner: Owner;
  readonly #isAlive: (pid: number) => boolean;

  /** @param isAlive whether a process of this id runs on this machine */
  constructor(connection: Connection, owner: Owner, isAlive: (pid: number) => boolean) {
    this.#client = connection.client;
    this.#connection = connection;
    this.#owner = owner;
    this.#isAlive = isAlive;
  }

  async info(): Promise<EngineInfo> {
    const [version, info] = await this.#ask('asking for its version', () =>
      Promise.all([this.#client.version(), this.#client.info()]),
    );
    const podman = isPodman(version);
    const { source, address } = this.#connection.candidate;
    return {
      kind: 'docker',
      name: `${podman ? 'Podman' : 'Docker Engine'} ${version.Version}`,
      version: version.Version,
      apiVersion: version.ApiVersion,
      address,
      source,
      platform: `${version.Os}/${version.Arch}`,
      cpus: info.NCPU,
      memoryBytes: info.MemTotal,
      storageDriver: info.Driver,
      dataRoot: info.DockerRootDir,
    };
  }

  async findImage(reference: string): Promise<Image | undefined> {
    const details = await this.#ask('looking for the image', () => this.#client.inspectImage(reference));
    return details && toImage(reference, details);
  }

  async build(plan: BuildPlan, context: BuildContext): Promise<Image> {
    const before = await this.#ask('looking for the image', () => this.#client.inspectImage(plan.tag));
    const version = await this.#ask('asking for its version', () => this.#client.version());
    // Most programs run far more often than they build.
    const { buildImage } = await import('./docker-build.ts');
    await buildImage(this.#client, plan, context, !isPodman(version));
    const after = await this.#ask('looking for the image', () => this.#client.inspectImage(plan.tag));
    // A stream that ends too early looks like success, and an older image may have the name.
    if (after?.Config.Labels?.[fingerprintLabel] !== plan.fingerprint) {
      throw new ServiceError('BUILD_FAILED', {
        step: '',
        reason: 'the engine reported success but has no image of this content',
        logTail: [],
      });
    }
    if (before !== undefined && before.Id !== after.Id) await this.#removeOutdated(before);
    return toImage(plan.tag, after);
  }

  async run(plan: RunPlan, signal: AbortSignal): Promise<EngineRun> {
    if (plan.detached) throw new ServiceError('DETACHED_UNSUPPORTED', { engine: this.kind });
    return startContainer(this.#client, plan, { platform: undefined, signal });
  }

  async listDetached(): Promise<readonly DetachedExecution[]> {
    return [];
  }

  async reattach({ executionId }: DetachedReference): Promise<EngineRun> {
    throw new ServiceError('EXECUTION_NOT_FOUND', { executionId, reason: 'containers are not detached yet.' });
  }

  async removeDetached(): Promise<void> {
    // There is none.
  }

  async sweep(): Promise<SweepReport> {
    const containers = await this.#ask('looking for what was left behind', () => this.#client.listByLabel(ownerLabel));
    const orphans = containers.filter(({ labels }) => this.#isOrphan(parseOwner(labels[ownerLabel])));
    await this.#ask('removing what was left behind', () =>
      Promise.all(orphans.map(({ id }) => this.#client.remove(id))),
    );
    return { removed: orphans.map(({ id, labels }) => labels[executionLabel] ?? id) };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // Each request uses its own connection, which ends with it.
  }

  #isOrphan(owner: Owner | undefined): boolean {
    return owner !== undefined && owner.host === this.#owner.host && !this.#isAlive(owner.pid);
  }

  /** An image that these tools built and that lost its name to a newer one is of no use to anybody. */
  async #removeOutdated(image: ImageDetails): Promise<void> {
    const ours = image.Config.Labels?.[fingerprintLabel] !== undefined;
    const now = ours ? await this.#client.inspectImage(image.Id).catch(() => undefined) : undefined;
    if (now === undefined || (now.RepoTags?.length ?? 0) > 0) return;
    // Refused while a container still uses it; then it stays, as Docker's own builds do.
    await this.#client.removeImage(image.Id).catch(() => undefined);
  }

  async #ask<T>(doing: string, request: () => Promise<T>): Promise<T> {
    try {
      return await request();
    } catch (error) {
      const { statusCode, message } = error as { statusCode?: number; message: string };
      if (statusCode === undefined) throw asLostConnection(doing, error);
      throw new ServiceError('ENGINE_REFUSED', { doing, reason: engineWords(message) }, { cause: error });
    }
  }
}

function isPodman(version: { Components?: { Name: string }[] }): boolean {
  return version.Components?.some(({ Name }) => /podman/i.test(Name)) ?? false;
}

function toImage(reference: string, details: ImageDetails): Image {
  const fingerprint = details.Config.Labels?.[fingerprintLabel];
  const volumes = Object.keys(details.Config.Volumes ?? {});
  const command = [...(details.Config.Entrypoint ?? []), ...(details.Config.Cmd ?? [])][0];
  return {
    engine: 'docker',
    reference,
    id: details.Id,
    platform: `${details.Os}/${details.Architecture}`,
    sizeBytes: details.Size,
    ...(volumes.length > 0 && { volumes }),
    ...(command !== undefined && { command }),
    ...(fingerprint !== undefined && { fingerprint }),
  };
}
