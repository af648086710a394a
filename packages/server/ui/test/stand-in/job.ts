import { randomUUID } from 'node:crypto';
import type { JobDetails, JobSummary, LogLine, ServerEvent } from '../../src/api/types.ts';

/** A job that runs nowhere: tests say what becomes of it. */
export class StandInJob {
  readonly id = randomUUID();
  readonly createdAtMs: number;
  readonly history: { status: JobSummary['status']; atMs: number }[] = [];
  readonly interim: string[] = [];
  readonly log: LogLine[] = [];
  result: string | undefined;
  exitCode: number | undefined;
  error: JobSummary['error'];
  readonly #tell: (event: ServerEvent) => void;
  readonly body: string;

  constructor(body: string, tell: (event: ServerEvent) => void, createdAtMs = Date.now()) {
    this.body = body;
    this.#tell = tell;
    this.createdAtMs = createdAtMs;
    this.become('PENDING', createdAtMs);
  }

  get status(): JobSummary['status'] {
    return this.history.at(-1)?.status ?? 'UNKNOWN';
  }

  get final(): boolean {
    return ['SUCCEEDED', 'FAILED', 'CANCELLED'].includes(this.status);
  }

  become(status: JobSummary['status'], atMs = Date.now()): void {
    if (this.final) return;
    this.history.push({ status, atMs });
    this.#tell({ type: 'job', job: this.summary() });
  }

  print(stream: LogLine['stream'], ...texts: string[]): void {
    this.log.push(...texts.map((text) => ({ stream, text })));
    this.#tell({ type: 'log', id: this.id, bytes: this.log.length * 40 });
  }

  report(raw: string): void {
    this.interim.push(raw);
    this.#tell({ type: 'interim', id: this.id, count: this.interim.length });
  }

  succeed(result: string, atMs?: number): void {
    this.result = result;
    this.exitCode = 0;
    this.become('SUCCEEDED', atMs);
  }

  fail(error: NonNullable<JobSummary['error']>, exitCode: number, atMs?: number): void {
    this.error = error;
    this.result = JSON.stringify(error);
    this.exitCode = exitCode;
    this.become('FAILED', atMs);
  }

  summary(): JobSummary {
    const startedAtMs = this.history.find(({ status }) => status === 'RUNNING')?.atMs;
    const endedAtMs = this.final ? this.history.at(-1)?.atMs : undefined;
    return {
      id: this.id,
      status: this.status,
      createdAt: timestamp(this.createdAtMs),
      createdAtMs: this.createdAtMs,
      interimCount: this.interim.length,
      ...(startedAtMs !== undefined && { startedAtMs }),
      ...(endedAtMs !== undefined && { endedAtMs }),
      ...(startedAtMs !== undefined && endedAtMs !== undefined && { durationMs: endedAtMs - startedAtMs }),
      ...(this.result !== undefined && { resultBytes: Buffer.byteLength(this.result) }),
      ...(this.error !== undefined && { error: this.error }),
    };
  }

  details(): JobDetails {
    return {
      ...this.summary(),
      history: this.history,
      image: 'planqk-service/ghz:latest',
      violations: [],
      logBytes: this.log.length * 40,
      ...(this.exitCode !== undefined && { exitCode: this.exitCode }),
      ...(this.status === 'PENDING' && { queuePosition: 1 }),
      ...(this.final && {
        usage: { peakMemoryBytes: 61_300_000, memoryLimitBytes: 2_147_483_648, cpuTimeMs: 1_830 },
      }),
    };
  }
}

function timestamp(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19).replace('T', ' ');
}
