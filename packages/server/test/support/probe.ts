import { once } from 'node:events';
import { MemoryEngine, type ServiceCall } from '@planqk-service/runner/testing';

/** What a probe is told by its `data`. */
export interface Probe {
  /** Printed at once. */
  readonly print?: string;
  readonly stderr?: string;
  /** Waits until it is stopped or {@link ProbeEngine.release} is called. */
  readonly wait?: boolean;
  /** Printed behind the waiting. */
  readonly printThen?: string;
  /** Prints so many copies of a text, `marked` as its result. */
  readonly repeat?: { readonly text: string; readonly count: number; readonly marked?: boolean };
  /** Answers `data` as it is. */
  readonly echo?: boolean;
  readonly exit?: number;
}

export const resultLine = (json: string) => `PlanQK:Job:Result: ${json}\n`;
export const interimLine = (json: string) => `PlanQK:Job:InterimResult: ${json}\n`;

/** The in-memory engine with services that do what their data says. */
export class ProbeEngine extends MemoryEngine {
  readonly #waiting: Set<() => void>;

  constructor(address?: string) {
    const waiting = new Set<() => void>();
    super({ service: (call) => probe(call, waiting), ...(address !== undefined && { address }) });
    this.#waiting = waiting;
  }

  /** Lets all services go on that wait. */
  release(): void {
    for (const go of this.#waiting) go();
  }
}

async function probe({ files, signal, stdout, stderr }: ServiceCall, waiting: Set<() => void>): Promise<number> {
  const raw = files['data.json'] ?? '{}';
  const data = JSON.parse(raw) as Probe;
  if (data.print !== undefined) stdout(data.print);
  if (data.stderr !== undefined) stderr(data.stderr);
  if (data.wait) {
    const released = Promise.withResolvers<void>();
    waiting.add(released.resolve);
    await (signal.aborted ? undefined : Promise.race([once(signal, 'abort'), released.promise]));
    waiting.delete(released.resolve);
    if (signal.aborted) return 143;
  }
  if (data.printThen !== undefined) stdout(data.printThen);
  if (data.repeat) {
    const text = data.repeat.text.repeat(data.repeat.count);
    stdout(data.repeat.marked ? resultLine(text) : text);
  }
  if (data.echo) stdout(resultLine(raw));
  return data.exit ?? 0;
}
