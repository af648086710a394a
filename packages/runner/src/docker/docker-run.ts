import type { Duplex } from 'node:stream';
import { ServiceError } from '@planqk-service/core/runtime';
import type { EngineExit, EngineRun, OutputChunk, StartFailure } from '../engine/port.ts';
import type { RunPlan } from '../run/run-plan.ts';
import type { DockerClient } from './client.ts';
import { containerSpec } from './container-spec.ts';
import { ContainerWatch, type Ending, killedCode } from './container-watch.ts';
import { Demultiplexer } from './demux.ts';
import { engineWords, explainRunFailure, isGpuFailure, parseCatatonit, parseStartFailure } from './explain-run.ts';
import { inputArchive, inputRoot } from './input-archive.ts';
import { asLostConnection } from './lost-connection.ts';
import { UsageSampler } from './sample-usage.ts';

/** Exit codes by which an init process says that it could not execute the command: tini's, and catatonit's. */
const notStartedCodes = new Set([126, 127]);
const catatonitCode = 1;
const startFailureTextLimit = 4_096;
/** An engine removes a container whose service has ended by itself, in some hundred milliseconds. */
const removalPatienceMs = 10_000;

/**
 * Creates, fills, attaches and starts a container; a failure on the way removes it.
 *
 * Attached before it is started, so that neither the first nor an unfinished last line is lost.
 */
export async function startContainer(
  client: DockerClient,
  plan: RunPlan,
  options: { readonly platform: string | undefined; readonly signal: AbortSignal },
): Promise<EngineRun> {
  try {
    return await startWith(client, plan, plan.gpu, options);
  } catch (error) {
    if (options.signal.aborted) throw error;
    if (plan.gpu === undefined || plan.gpu.required || !isGpuFailure(error)) {
      throw explainRunFailure(error, plan.image.reference);
    }
    const run = await startWith(client, plan, undefined, options).catch((second) => {
      throw options.signal.aborted ? second : explainRunFailure(second, plan.image.reference);
    });
    return Object.assign(run, { warnings: ['This engine has no GPU: the service runs on the CPU.'] });
  }
}

async function startWith(
  client: DockerClient,
  plan: RunPlan,
  gpu: RunPlan['gpu'],
  { platform, signal }: { readonly platform: string | undefined; readonly signal: AbortSignal },
): Promise<EngineRun> {
  const root = inputRoot(plan);
  const packing = inputArchive(plan, root);
  packing.catch(() => undefined);
  const id = await client.createContainer(containerSpec(plan, gpu), platform);
  const sampler = new UsageSampler((stopped) => client.stats(id, stopped));
  let stream: Duplex | undefined;
  let watch: ContainerWatch | undefined;
  try {
    signal.throwIfAborted();
    [stream, watch] = await Promise.all([client.attach(id), ContainerWatch.open(client, id)]);
    // Not both at once: Podman's conmon takes up the attached stream a moment after the answer, and what a service
    // prints before that is lost.
    await client.putArchive(id, await packing, root);
    signal.throwIfAborted();
    sampler.start();
    await client.start(id);
    return new DockerRun(client, id, plan.image.command ?? '', { stream, watch, sampler });
  } catch (error) {
    sampler.stop();
    stream?.destroy();
    watch?.[Symbol.dispose]();
    await client.remove(id).catch(() => undefined);
    throw error;
  }
}

/** What is open for a container that runs. */
interface Observation {
  readonly stream: Duplex;
  readonly watch: ContainerWatch;
  readonly sampler: UsageSampler;
}

class DockerRun implements EngineRun {
  readonly warnings: readonly string[] = [];
  readonly output: AsyncIterable<OutputChunk>;
  readonly exit: Promise<EngineExit>;
  readonly removed: Promise<void>;
  readonly #client: DockerClient;
  readonly #id: string;
  readonly #command: string;
  readonly #stream: Duplex;
  readonly #watch: ContainerWatch;
  readonly #sampler: UsageSampler;
  #stderrHead = '';
  #hasEnded = false;
  #removal: Promise<void> | undefined;

  constructor(client: DockerClient, id: string, command: string, { stream, watch, sampler }: Observation) {
    this.#client = client;
    this.#id = id;
    this.#command = command;
    this.#stream = stream;
    this.#watch = watch;
    this.#sampler = sampler;
    this.output = this.#read();
    this.exit = this.#follow();
    this.removed = watch.gone.then(() => undefined);
    // Whoever reads the output first must not be hit by an unhandled rejection of the other.
    this.exit.catch(() => undefined);
  }

  startFailure(exitCode: number): StartFailure | undefined {
    if (exitCode === catatonitCode) return parseCatatonit(this.#stderrHead, this.#command);
    return notStartedCodes.has(exitCode) ? parseStartFailure(this.#stderrHead) : undefined;
  }

  async stop(graceMs: number): Promise<void> {
    await this.#client.stop(this.#id, Math.ceil(graceMs / 1_000));
  }

  async kill(): Promise<void> {
    await this.#client.kill(this.#id);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#removal ??= this.#remove();
    await this.#removal;
  }

  async #remove(): Promise<void> {
    try {
      if (this.#hasEnded && (await within(removalPatienceMs, this.#watch.waitUntilGone()))) return;
      await this.#client.remove(this.#id);
    } catch (error) {
      throw asLostConnection('removing the container', error);
    } finally {
      this.#stream.destroy();
      this.#watch[Symbol.dispose]();
    }
  }

  async *#read(): AsyncGenerator<OutputChunk> {
    const demultiplexer = new Demultiplexer();
    try {
      for await (const chunk of this.#stream) {
        for (const part of demultiplexer.push(chunk as Buffer)) {
          if (part.stream === 'stderr' && this.#stderrHead.length < startFailureTextLimit) {
            this.#stderrHead += Buffer.from(part.bytes).toString('latin1', 0, startFailureTextLimit);
          }
          yield part;
        }
      }
    } catch (error) {
      // Removing the container, we close the stream ourselves. Else what it has not brought is lost, perhaps the result.
      if (this.#removal === undefined) throw asLostConnection('reading the output', error);
    }
  }

  async #follow(): Promise<EngineExit> {
    try {
      const ending = await this.#findEnding();
      this.#hasEnded = true;
      const { startedAt, endedAt } = ending;
      // Podman takes the two times in different processes, and may write down an end before the start.
      return {
        ...ending,
        endedAt: new Date(Math.max(Number(endedAt), Number(startedAt))),
        usage: this.#sampler.stop(),
      };
    } catch (error) {
      throw explainLoss(error);
    } finally {
      this.#sampler.stop();
    }
  }

  /** The event comes first; the answer to "wait" is for engines whose events break off or do not come. */
  async #findEnding(): Promise<Ending> {
    const answered = new AbortController();
    const startedAt = new Date();
    const told = this.#watch.ended.then((ending) => ending ?? Promise.reject(new Error('the events broke off')));
    const asked = this.#client
      .wait(this.#id, answered.signal)
      .then((exitCode): Ending => ({ exitCode, startedAt, endedAt: new Date(), oomKilled: false }))
      .then((ending) => (ending.exitCode === killedCode ? told.catch(() => ending) : ending));
    try {
      return await Promise.any([told, asked]);
    } catch {
      return await asked;
    } finally {
      answered.abort();
    }
  }
}

/** What `promise` tells, or false when it takes longer than `ms`. */
async function within(ms: number, promise: Promise<boolean>): Promise<boolean> {
  const patience = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => patience.resolve(false), ms);
  try {
    return await Promise.race([promise, patience.promise]);
  } finally {
    clearTimeout(timer);
  }
}

function explainLoss(error: unknown): unknown {
  const { statusCode, message } = error as { statusCode?: number; message: string };
  const doing = 'running the service';
  if (statusCode === undefined) return asLostConnection(doing, error);
  const reason = statusCode === 404 ? 'somebody removed its container' : engineWords(message);
  return new ServiceError('ENGINE_LOST', { doing, reason }, { cause: error });
}
