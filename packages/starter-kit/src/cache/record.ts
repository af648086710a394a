/** What the cache knows of a starter that was fetched. */
export interface StarterRecord {
  /** What was asked for, without credentials; of a file its content, `file:<SHA-256>`. */
  readonly spec: string;
  /** What that meant when it was fetched: `name@1.2.3`, a git address with its commit, the absolute path of a file. */
  readonly resolved: string;
  readonly id: string;
  readonly language: string;
  /** Generation of the platform's contract. */
  readonly contract: string;
  readonly package?: string;
  readonly version?: string;
  /** SHA-256 over the starter's files, hexadecimal: the name of its folder. */
  readonly digest: string;
  /** ISO 8601, UTC. */
  readonly fetchedAt: string;
}

/** Whether a file of the cache holds a record; it may be older than we are, or cut off. */
export function isRecord(value: unknown): value is StarterRecord {
  if (typeof value !== 'object' || value === null) return false;
  const { spec, resolved, id, digest } = value as Partial<StarterRecord>;
  const texts = [spec, resolved, id].every((text) => typeof text === 'string');
  return texts && typeof digest === 'string' && /^[0-9a-f]{64}$/.test(digest);
}
