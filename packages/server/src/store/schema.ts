/**
 * The store's schema, one step per version: the step at index `n` makes version `n + 1`. A step that has been
 * published never changes; the next version is one more step.
 */
export const migrations: readonly string[] = [
  `CREATE TABLE jobs (
     seq INTEGER PRIMARY KEY AUTOINCREMENT,
     id TEXT NOT NULL UNIQUE,
     status TEXT NOT NULL,
     container TEXT NOT NULL,
     created_at INTEGER NOT NULL,
     started_at INTEGER,
     ended_at INTEGER,
     image TEXT,
     exit_code INTEGER,
     error TEXT,
     result_bytes INTEGER,
     interim_count INTEGER NOT NULL DEFAULT 0,
     usage TEXT,
     violations TEXT NOT NULL DEFAULT '[]',
     history TEXT NOT NULL
   ) STRICT;
   CREATE INDEX jobs_by_status ON jobs (status, seq);
   CREATE INDEX jobs_with_container ON jobs (seq) WHERE container = 'intended';`,
  'ALTER TABLE jobs ADD COLUMN engine TEXT;',
];
