import type { DatabaseSync } from 'node:sqlite';
import { canBecome, type JobStatus, profileV1 } from '@planqk-service/core';
import type { Job, JobFacts } from '../jobs/job.ts';
import { columnsOf, type JobRow, jobOf } from './job-row.ts';

export interface JobQuery {
  readonly limit: number;
  /** Only jobs accepted before the one of this `seq`. */
  readonly before?: number | undefined;
  readonly status?: JobStatus | undefined;
}

/** What is known of all jobs. Every change is committed when the call returns. */
export class JobStore implements Disposable {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, ReturnType<DatabaseSync['prepare']>>();
  /** Kept beside the rows: whoever looks at the list asks for it each time, and counting takes longer the more there are. */
  readonly #counts: Record<JobStatus, number>;

  /** @param database that nobody else writes to */
  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#counts = Object.fromEntries(profileV1.statuses.map((status) => [status, 0])) as Record<JobStatus, number>;
    for (const row of this.#sql('SELECT status, count(*) AS count FROM jobs GROUP BY status').all())
      this.#counts[row['status'] as JobStatus] = row['count'] as number;
  }

  insert(id: string, createdAt: number): Job {
    const history = JSON.stringify([{ status: 'PENDING', atMs: createdAt }]);
    this.#sql("INSERT INTO jobs (id, status, container, created_at, history) VALUES (?, 'PENDING', 'none', ?, ?)").run(
      id,
      createdAt,
      history,
    );
    this.#counts.PENDING += 1;
    return this.get(id) as Job;
  }

  get(id: string): Job | undefined {
    const row = this.#sql('SELECT * FROM jobs WHERE id = ?').get(id);
    return row && jobOf(row as unknown as JobRow);
  }

  /**
   * Gives a job another status. A status never goes back: what is not allowed changes nothing.
   *
   * @returns the job afterwards; undefined when it may not become that, or is not there
   */
  become(id: string, status: JobStatus, atMs: number, facts: JobFacts = {}): Job | undefined {
    const job = this.get(id);
    if (job === undefined || !canBecome(job.status, status)) return undefined;
    const history = JSON.stringify([...job.history, { status, atMs }]);
    this.#set(id, [['status', status], ['history', history], ...columnsOf(facts)]);
    this.#counts[job.status] -= 1;
    this.#counts[status] += 1;
    return this.get(id);
  }

  /** Writes down facts without a change of status. */
  note(id: string, facts: JobFacts): void {
    this.#set(id, columnsOf(facts));
  }

  remove(id: string): void {
    const gone = this.#sql('DELETE FROM jobs WHERE id = ? RETURNING status').get(id);
    if (gone !== undefined) this.#counts[gone['status'] as JobStatus] -= 1;
  }

  /** Newest first. */
  list({ limit, before = Number.MAX_SAFE_INTEGER, status }: JobQuery): Job[] {
    const rows =
      status === undefined
        ? this.#sql('SELECT * FROM jobs WHERE seq < ? ORDER BY seq DESC LIMIT ?').all(before, limit)
        : this.#sql('SELECT * FROM jobs WHERE status = ? AND seq < ? ORDER BY seq DESC LIMIT ?').all(
            status,
            before,
            limit,
          );
    return rows.map((row) => jobOf(row as unknown as JobRow));
  }

  /** Jobs that are not over, and those whose container may still be there; oldest first. */
  unsettled(): Job[] {
    const rows = this.#sql(
      "SELECT * FROM jobs WHERE status IN ('UNKNOWN', 'PENDING', 'RUNNING') OR container = 'intended' ORDER BY seq",
    ).all();
    return rows.map((row) => jobOf(row as unknown as JobRow));
  }

  /** How many jobs have each status. */
  counts(): Readonly<Record<JobStatus, number>> {
    return { ...this.#counts };
  }

  /** Jobs that are over and gone from the engine, beyond the newest `count`, or that ended before `endedBefore`. */
  expired(bound: { readonly count: number } | { readonly endedBefore: number }): string[] {
    const over = "status IN ('SUCCEEDED', 'CANCELLED', 'FAILED') AND container <> 'intended'";
    const rows =
      'count' in bound
        ? this.#sql(`SELECT id FROM jobs WHERE ${over} ORDER BY seq DESC LIMIT -1 OFFSET ?`).all(bound.count)
        : this.#sql(`SELECT id FROM jobs WHERE ${over} AND ended_at < ?`).all(bound.endedBefore);
    return rows.map((row) => row['id'] as string);
  }

  [Symbol.dispose](): void {
    this.#database.close();
  }

  #set(id: string, changes: readonly (readonly [string, string | number])[]): void {
    if (changes.length === 0) return;
    const assignments = changes.map(([column]) => `${column} = ?`).join(', ');
    this.#sql(`UPDATE jobs SET ${assignments} WHERE id = ?`).run(...changes.map(([, value]) => value), id);
  }

  #sql(text: string): ReturnType<DatabaseSync['prepare']> {
    const statement = this.#statements.get(text) ?? this.#database.prepare(text);
    this.#statements.set(text, statement);
    return statement;
  }
}
