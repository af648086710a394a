import type { JobStatus } from '@planqk-service/core';
import type { ContainerState, Job, JobFacts } from '../jobs/job.ts';

/** A row of the table `jobs`. */
export interface JobRow {
  readonly seq: number;
  readonly id: string;
  readonly status: string;
  readonly container: string;
  readonly created_at: number;
  readonly started_at: number | null;
  readonly ended_at: number | null;
  readonly image: string | null;
  readonly engine: string | null;
  readonly exit_code: number | null;
  readonly error: string | null;
  readonly result_bytes: number | null;
  readonly interim_count: number;
  readonly usage: string | null;
  readonly violations: string;
  readonly history: string;
}

export function jobOf(row: JobRow): Job {
  return {
    seq: row.seq,
    id: row.id,
    status: row.status as JobStatus,
    container: row.container as ContainerState,
    createdAt: row.created_at,
    ...(row.started_at !== null && { startedAt: row.started_at }),
    ...(row.ended_at !== null && { endedAt: row.ended_at }),
    ...(row.image !== null && { image: row.image }),
    ...(row.engine !== null && { engine: row.engine }),
    ...(row.exit_code !== null && { exitCode: row.exit_code }),
    ...(row.error !== null && { error: JSON.parse(row.error) as NonNullable<Job['error']> }),
    ...(row.result_bytes !== null && { resultBytes: row.result_bytes }),
    interimCount: row.interim_count,
    ...(row.usage !== null && { usage: JSON.parse(row.usage) as NonNullable<Job['usage']> }),
    violations: JSON.parse(row.violations) as Job['violations'],
    history: JSON.parse(row.history) as Job['history'],
  };
}

const columns: { readonly [Fact in keyof JobFacts]-?: string } = {
  container: 'container',
  startedAt: 'started_at',
  endedAt: 'ended_at',
  image: 'image',
  engine: 'engine',
  exitCode: 'exit_code',
  error: 'error',
  resultBytes: 'result_bytes',
  interimCount: 'interim_count',
  usage: 'usage',
  violations: 'violations',
};

/** Facts as column and value. */
export function columnsOf(facts: JobFacts): [string, string | number][] {
  return Object.entries(facts).flatMap(([fact, value]) => {
    if (value === undefined) return [];
    return [[columns[fact as keyof JobFacts], typeof value === 'object' ? JSON.stringify(value) : value]];
  });
}
