import type { Duplex } from 'node:stream';
import type { EngineExit, EngineRun, OutputChunk, StartFailure } from '../engine/port.ts';
import type { RunPlan } from '../run/run-plan.ts';
import type { ContainerDetails, DockerClient } from './client.ts';
import { containerSpec } from './container-spec.ts';
import { Demultiplexer } from './demux.ts';
import { explainRunFailure, isGpuFailure, parseStartFailure } from './explain-run.ts';
import { inputArchive } from './input-archive.ts';
import { asLostConnection } from './lost-connection.ts';
import { UsageSampler } from './sample-usage.ts';

/** Exit codes by which an init process says that it could not execute the command. */
const notStartedCodes = new Set([126, 127]);
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
    if (plan.gpu === undefined || plan.gpu.required || !isGpuFailure(error)) throw explain(error, plan);
    const run = await startWith(client, plan, undefined, options).catch((second) => {
      throw explain(second, plan);
    });
    return Object.assign(run, { warnings: ['This engine has no GPU: the service runs on the CPU.'] });
  }
}

function explain(error: unknown, plan: RunPlan): unknown {
  return (error as Error).name === 'AbortError' ? error : explainRunFailure(error, plan.image.reference);
}

async function startWith(
  client: DockerClient,
  plan: RunPlan,
  gpu: RunPlan['gpu'],
  { platform, signal }: { readonly platform: string | undefined; readonly signal: AbortSignal },
): Promise<EngineRun> {
  const [archive, id] = await Promise.all([
    inputArchive(plan),
    client.createContainer(containerSpec(plan, gpu), platform),
  ]);
  try {
    signal.throwIfAborted();
    const [stream] = await Promise.all([client.attach(id), client.putArchive(id, archive)]);
    signal.throwIfAborted();
    await client.start(id);
    return new DockerRun(client, id, stream);
  } catch (error) {
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
  #stderrHead = '';
  #removal: Promise<void> | undefined;

  constructor(client: DockerClient, id: string, stream: Duplex) {
    this.#client = client;
    this.#id = id;
    this.#stream = stream;
    this.output = this.#read();
    this.exit = this.#watch();
    // Whoever reads the output first must not be hit by an unhandled rejection of the other.
    this.exit.catch(() => undefined);
  }

  startFailure(exitCode: number): StartFailure | undefined {
    return notStartedCodes.has(exitCode) ? parseStartFailure(this.#stderrHead) : undefined;
  }

  async stop(graceMs: number): Promise<void> {
    await this.#client.stop(this.#id, Math.ceil(graceMs / 1_000));
  }

  async kill(): Promise<void> {
    await this.#client.kill(this.#id);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#removal ??= this.#client.remove(this.#id).finally(() => this.#stream.destroy());
    await this.#removal;
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
      // A broken stream is told by `exit`: the engine is gone, or the container was removed under us.
      if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') await this.exit;
    }
  }

  async #watch(): Promise<EngineExit> {
    const sampler = new UsageSampler(() => this.#client.stats(this.#id));
    sampler.start();
    try {
      const exitCode = await this.#client.wait(this.#id);
      const details = await this.#client.inspect(this.#id);
      return describeExit(exitCode, details, sampler.stop());
    } catch (error) {
      throw asLostConnection('running the service', error);
    } finally {
      sampler.stop();
    }
  }
}

function describeExit(exitCode: number, { State }: ContainerDetails, usage: EngineExit['usage']): EngineExit {
  return {
    exitCode,
    oomKilled: State.OOMKilled,
    startedAt: new Date(State.StartedAt),
    endedAt: new Date(State.FinishedAt),
    usage,
  };
}
