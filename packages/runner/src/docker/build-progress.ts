import type { BuildEvent, BuildStep } from '../engine/build-event.ts';
import { decodeTrace, type Vertex } from './buildkit-trace.ts';

/** One message of the build stream, of BuildKit or of a classic builder (Podman, old engines). */
export interface BuildMessage {
  readonly id?: string;
  readonly aux?: unknown;
  readonly stream?: string;
  readonly error?: string;
  readonly errorDetail?: { readonly message?: string };
}

const logTailLines = 20;

/** Turns the messages of a build into events, and remembers what is needed to explain a failure. */
export class BuildProgress {
  readonly #onEvent: (event: BuildEvent) => void;
  readonly #now: () => number;
  readonly #steps = new Map<string, { step: BuildStep; started: boolean; finished: boolean }>();
  readonly #tails = new Map<string, string[]>();
  #classic: { step: BuildStep; startedAt: number; cached: boolean } | undefined;
  /** Classic builders count the steps of each stage for itself. */
  #classicStage: { name: string; before: number; total: number } | undefined;
  #failedStep: BuildStep | undefined;
  #error: string | undefined;

  constructor(onEvent: (event: BuildEvent) => void, now: () => number = Date.now) {
    this.#onEvent = onEvent;
    this.#now = now;
  }

  push(message: BuildMessage): void {
    if (message.id === 'moby.buildkit.trace') this.#pushTrace(message.aux as string);
    else if (message.error !== undefined) this.#error = message.errorDetail?.message ?? message.error;
    else if (message.stream !== undefined) this.#pushClassic(message.stream);
  }

  /** Call when the stream has ended. */
  end(): void {
    if (this.#error === undefined) this.#finishClassic();
  }

  /** What went wrong: the engine's sentence, the step and its last lines. */
  get failure(): { reason: string; step: string; logTail: string[] } | undefined {
    if (this.#error === undefined) return undefined;
    const step = this.#failedStep ?? this.#classic?.step;
    return { reason: this.#error.trim(), step: step?.name ?? '', logTail: this.#tails.get(step?.id ?? '') ?? [] };
  }

  #pushTrace(base64: string): void {
    const trace = decodeTrace(base64);
    for (const vertex of trace.vertexes) this.#pushVertex(vertex);
    for (const { vertex, text } of trace.logs) {
      const step = this.#steps.get(vertex)?.step;
      if (step) this.#log(step, text);
    }
  }

  #pushVertex(vertex: Vertex): void {
    const known = this.#steps.get(vertex.digest) ?? {
      step: { id: vertex.digest, name: vertex.name },
      started: false,
      finished: false,
    };
    this.#steps.set(vertex.digest, known);
    // Where one step fails, those beside it are cancelled, and may tell it first.
    if (vertex.error !== '' && !/context canceled/.test(vertex.error)) this.#failedStep ??= known.step;
    const shown = isStep(vertex.name);
    if (vertex.started !== undefined && !known.started) {
      known.started = true;
      if (shown && vertex.completed === undefined) this.#onEvent({ type: 'step-started', step: known.step });
    }
    if (vertex.completed !== undefined && !known.finished) {
      known.finished = true;
      const durationMs = Math.max(0, vertex.completed - (vertex.started ?? vertex.completed));
      if (shown && vertex.error === '') {
        this.#onEvent({ type: 'step-finished', step: known.step, durationMs, cached: vertex.cached });
      }
    }
    const all = [...this.#steps.values()].filter(({ step }) => isStep(step.name));
    this.#onEvent({ type: 'progress', done: all.filter(({ finished }) => finished).length, total: all.length });
  }

  #pushClassic(text: string): void {
    const header = /^(?:\[(\d+\/\d+)\] )?STEP (\d+)\/(\d+)\s?: (.*)$/im.exec(text);
    if (header) {
      this.#finishClassic();
      const [, stage = '', number, total, instruction] = header;
      const place = `${stage} ${number}/${total}`.trim();
      const step = { id: place, name: `[${place}] ${instruction}` };
      this.#classic = { step, startedAt: this.#now(), cached: false };
      this.#onEvent({ type: 'step-started', step });
      if (this.#classicStage?.name !== stage) {
        const before = this.#classicStage?.total ?? 0;
        this.#classicStage = { name: stage, before, total: before + Number(total) };
      }
      const { before, total: known } = this.#classicStage;
      this.#onEvent({ type: 'progress', done: before + Number(number) - 1, total: known });
    } else if (this.#classic && !isErrand(text)) {
      if (/using cache/i.test(text)) this.#classic.cached = true;
      else this.#log(this.#classic.step, text);
    }
  }

  #finishClassic(): void {
    if (this.#classic === undefined) return;
    const { step, startedAt, cached } = this.#classic;
    this.#classic = undefined;
    this.#onEvent({ type: 'step-finished', step, durationMs: this.#now() - startedAt, cached });
  }

  #log(step: BuildStep, text: string): void {
    const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
    const tail = [...(this.#tails.get(step.id) ?? []), ...lines].slice(-logTailLines);
    this.#tails.set(step.id, tail);
    this.#onEvent({ type: 'log', step, text });
  }
}

/** What classic builders say of themselves: names of layers, the new image, its tags. */
function isErrand(text: string): boolean {
  return /^(?:-->|\s*--->(?! Using cache)|(?:\[\d+\/\d+\] )?COMMIT |Successfully |\[Warning\] one or more build args|[\da-f]{64}\s*$|time="[^"]*" level=error msg="\+\(UNHANDLED)/.test(
    text,
  );
}

/** BuildKit's own errands ("[internal] load build context", "exporting to image") are no step of the author's. */
function isStep(name: string): boolean {
  return /^\[(?!internal\])/.test(name);
}
