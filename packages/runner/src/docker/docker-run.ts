import type { Duplex } from 'node:stream';
import { ServiceError } from '@planqk-service/core';
import type { EngineExit, EngineRun, OutputChunk, StartFailure } from '../engine/port.ts';
import type { RunPlan } from '../run/run-plan.ts';
import type { ContainerDetails, DockerClient } from './client.ts';
import { containerSpec } from './container-spec.ts';
import { Demultiplexer } from './demux.ts';
import { explainRunFailure, isGpuFailure, parseCatatonit, parseStartFailure } from './explain-run.ts';
import { inputArchive, inputRoot } from './input-archive.ts';
import { asLostConnection } from './lost-connection.ts';
import { UsageSampler } from './sample-usage.ts';

/** Exit codes by which an init process says that it could not execute the command: tini's, and catatonit's. */
const notStartedCodes = new Set([126, 127]);
const catatonitCode = 1;
const startFailureTextLimit = 4_096;

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
  const archive = await inputArchive(plan, root);
  const id = await client.createContainer(containerSpec(plan, gpu), platform);
  const sampler = new UsageSampler((stopped) => client.stats(id, stopped));
  let stream: Duplex | undefined;
  try {
    signal.throwIfAborted();
    stream = await client.attach(id);
    // Not both at once: Podman's conmon takes up the attached stream a moment after the answer, and what a service
    // prints before that is lost.
    await client.putArchive(id, archive, root);
    signal.throwIfAborted();
    sampler.start();
    await client.start(id);
    return new DockerRun(client, id, stream, sampler);
  } catch (error) {
    sampler.stop();
    stream?.destroy();
    await client.remove(id).catch(() => undefined);
    throw error;
  }
}

class DockerRun implements EngineRun {
  readonly warnings: readonly string[] = [];
  readonly output: AsyncIterable<OutputChunk>;
  readonly exit: Promise<EngineExit>;
  readonly #client: DockerClient;
  readonly #id: string;
  readonly #stream: Duplex;
  readonly #sampler: UsageSampler;
  #stderrHead = '';
  #command = '';
  #removal: Promise<void> | undefined;

  constructor(client: DockerClient, id: string, stream: Duplex, sampler: UsageSampler) {
    this.#client = client;
    this.#id = id;
    this.#stream = stream;
    this.#sampler = sampler;
    this.output = this.#read();
    this.exit = this.#watch();
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
      await this.#client.remove(this.#id);
    } catch (error) {
      throw asLostConnection('removing the container', error);
    } finally {
      this.#stream.destroy();
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

  async #watch(): Promise<EngineExit> {
    try {
      const exitCode = await this.#client.wait(this.#id);
      const details = await this.#client.inspect(this.#id);
      this.#command = [...(details.Config?.Entrypoint ?? []), ...(details.Config?.Cmd ?? [])][0] ?? '';
      return describeExit(exitCode, details, this.#sampler.stop());
    } catch (error) {
      throw explainLoss(error);
    } finally {
      this.#sampler.stop();
    }
  }
}

function describeExit(exitCode: number, { State }: ContainerDetails, usage: EngineExit['usage']): EngineExit {
  const startedAt = new Date(State.StartedAt);
  const endedAt = new Date(State.FinishedAt);
  // Podman takes the two times in different processes, and may write down an end before the start.
  return { exitCode, oomKilled: State.OOMKilled, startedAt, endedAt: endedAt < startedAt ? startedAt : endedAt, usage };
}

function explainLoss(error: unknown): unknown {
  const { statusCode, message } = error as { statusCode?: number; message: string };
  const doing = 'running the service';
  if (statusCode === undefined) return asLostConnection(doing, error);
  const reason = statusCode === 404 ? 'somebody removed its container' : message.trim();
  return new ServiceError('ENGINE_LOST', { doing, reason }, { cause: error });
}
