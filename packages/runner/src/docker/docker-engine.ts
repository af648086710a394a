import { ServiceError } from '@planqk-service/core/runtime';
import type { BuildPlan } from '../build/build-plan.ts';
import type { DetachedExecution, DetachedReference } from '../engine/detached.ts';
import type { Image } from '../engine/image.ts';
import type { BuildContext, Engine, EngineInfo, EngineRun, SweepReport } from '../engine/port.ts';
import { executionLabel, fingerprintLabel, ownerLabel, parseOwner, parseStore, storeLabel } from '../run/labels.ts';
import type { RunPlan } from '../run/run-plan.ts';
import type { DockerClient, ImageDetails } from './client.ts';
import type { Connection } from './connect.ts';
import { keepingOf } from './container-spec.ts';
import { listDetached, reattach, removeDetached } from './detached.ts';
import { startContainer } from './docker-run.ts';
import { engineWords } from './explain-run.ts';
import { asLostConnection } from './lost-connection.ts';

/** What has to be known of this machine to tell whose containers nobody will ask for any more. */
export interface Machine {
  readonly host: string;
  /** Whether a process of this id runs. */
  readonly isAlive: (pid: number) => boolean;
  /** Whether there is a file or a folder at this absolute path; true when in doubt. */
  readonly exists: (path: string) => Promise<boolean>;
}

/** Docker, and everything that speaks its API: Docker Desktop, Colima, OrbStack, Rancher Desktop, Podman. */
export class DockerEngine implements Engine {
  readonly kind = 'docker';
  readonly #client: DockerClient;
  readonly #connection: Connection;
  readonly #machine: Machine;

  constructor(connection: Connection, machine: Machine) {
    this.#client = connection.client;
    this.#connection = connection;
    this.#machine = machine;
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

  async run(plan: RunPlan, signal: AbortSignal, ready?: () => Promise<void>): Promise<EngineRun> {
    const { podman } = this.#connection;
    const keeping = keepingOf({ podman, detached: plan.detached });
    return startContainer(this.#client, plan, { platform: undefined, keeping, signal, ready });
  }

  async listDetached(store: string): Promise<readonly DetachedExecution[]> {
    return this.#ask('looking for executions', () => listDetached(this.#client, store));
  }

  async reattach(reference: DetachedReference): Promise<EngineRun> {
    return this.#ask('attaching to the service', () => reattach(this.#client, reference));
  }

  async removeDetached(reference: DetachedReference): Promise<void> {
    await this.#ask('removing the execution', () => removeDetached(this.#client, reference));
  }

  async sweep(): Promise<SweepReport> {
    const ours = await this.#ask('looking for what was left behind', () => this.#client.listByLabel(executionLabel));
    const isOrphan = await Promise.all(ours.map(({ labels }) => this.#isOrphan(labels)));
    const orphans = ours.filter((_, index) => isOrphan[index]);
    await this.#ask('removing what was left behind', () =>
      Promise.all(orphans.map(({ id }) => this.#client.remove(id))),
    );
    return { removed: orphans.map(({ id, labels }) => labels[executionLabel] ?? id) };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // Each request uses its own connection, which ends with it.
  }

  async #isOrphan(labels: Readonly<Record<string, string>>): Promise<boolean> {
    const owner = parseOwner(labels[ownerLabel]);
    if (owner !== undefined) return owner.host === this.#machine.host && !this.#machine.isAlive(owner.pid);
    const store = parseStore(labels[storeLabel]);
    return store?.host === this.#machine.host && !(await this.#machine.exists(store.path));
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
