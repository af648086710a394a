import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ServiceError } from '@planqk-service/core/errors';
import { stagingName } from '../scaffold/stage.ts';
import { starterDigest } from '../starter/digest.ts';
import { readContent } from '../starter/load-starter.ts';
import type { LocatedStarter, SourceWorld } from '../starter/source.ts';
import { cacheFolder } from './cache-folder.ts';
import { isRecord, type StarterRecord } from './record.ts';

/** The starters that were fetched. Several processes may use it at once: everything appears by a rename. */
export interface StarterCache {
  readonly find: (spec: string) => StarterRecord | undefined;
  /** By what was asked for, oldest first. */
  readonly list: () => readonly StarterRecord[];
  /** The folder of a record, or undefined when it has gone or is not what it was. */
  readonly locate: (record: StarterRecord) => LocatedStarter | undefined;
  /** The folder of the starter with these files, whatever it was asked for by. */
  readonly folderOf: (digest: string) => string | undefined;
  /** Lets `fill` write a starter into an empty folder, which then becomes the one of `digest`; all or nothing. */
  readonly keep: (digest: string, fill: (folder: string) => void) => void;
  readonly put: (record: StarterRecord) => void;
  /** Forgets a record. The files stay: nobody knows which projects were made from them and will be compared with them. */
  readonly remove: (record: StarterRecord) => void;
  /** Whether the conformance suite has passed these files. */
  readonly isVerified: (digest: string) => boolean;
  readonly markVerified: (digest: string) => void;
}

/** Opens the cache; nothing is made or read before it is needed. Its functions throw `STARTER_CACHE_UNUSABLE`. */
export function openCache({ env }: Pick<SourceWorld, 'env'>): StarterCache {
  const root = join(cacheFolder(env), 'starters');
  const [specs, files, verified] = ['specs', 'files', 'verified'].map((name) => join(root, name)) as [
    string,
    string,
    string,
  ];
  const guarded = <T>(action: () => T): T => {
    try {
      return action();
    } catch (cause) {
      throw new ServiceError('STARTER_CACHE_UNUSABLE', { dir: root, reason: (cause as Error).message }, { cause });
    }
  };
  const replace = (folder: string, name: string, text: string): void =>
    guarded(() => {
      mkdirSync(folder, { recursive: true });
      const draft = join(folder, stagingName());
      writeFileSync(draft, text);
      renameSync(draft, join(folder, name));
    });
  const removeFolder = (dir: string): void => {
    const away = join(files, stagingName());
    // First out of sight, so that nobody finds half of it.
    renameSync(dir, away);
    rmSync(away, { recursive: true, force: true, maxRetries: 3 });
  };
  const folderOf = (digest: string): string | undefined => {
    const dir = join(files, digest);
    if (!existsSync(dir)) return undefined;
    if (isIntact(dir, digest)) return dir;
    try {
      removeFolder(dir);
    } catch {
      // Not ours to remove, or somebody was quicker: it is not taken either way.
    }
    return undefined;
  };
  const list = (): readonly StarterRecord[] =>
    guarded(() => (existsSync(specs) ? readdirSync(specs) : []))
      .filter((name) => name.endsWith('.json'))
      .flatMap((name) => readRecord(join(specs, name)) ?? [])
      .sort((a, b) => (a.fetchedAt < b.fetchedAt ? -1 : 1));
  return {
    find: (spec) => {
      const record = readRecord(join(specs, fileName(spec)));
      return record?.spec === spec ? record : undefined;
    },
    list,
    locate: ({ digest, spec, package: name, version }) => {
      const dir = folderOf(digest);
      // Not what its package.json says: two versions may have the same files, and share a folder.
      const origin = { ...(name !== undefined && { package: name }), ...(version !== undefined && { version }) };
      return dir === undefined ? undefined : { dir, origin: { ...origin, ...specOf(spec), digest } };
    },
    folderOf,
    keep: (digest, fill) =>
      guarded(() => {
        if (folderOf(digest) !== undefined) return;
        mkdirSync(files, { recursive: true });
        const stage = join(files, stagingName());
        mkdirSync(stage);
        try {
          fill(stage);
          renameSync(stage, join(files, digest));
        } catch (error) {
          // Somebody may have been quicker, with the same files.
          if (folderOf(digest) === undefined) throw error;
        } finally {
          rmSync(stage, { recursive: true, force: true, maxRetries: 3 });
        }
      }),
    put: (record) => replace(specs, fileName(record.spec), `${JSON.stringify(record, undefined, 2)}\n`),
    remove: ({ spec }) => guarded(() => rmSync(join(specs, fileName(spec)), { force: true })),
    isVerified: (digest) => existsSync(join(verified, digest)),
    markVerified: (digest) => replace(verified, digest, ''),
  };
}

/** Caches are cleaned, restored and edited by others: what is not what was fetched is as good as not there. */
function isIntact(dir: string, digest: string): boolean {
  try {
    // Windows has no executable files, which belong to the digest.
    return process.platform === 'win32' || starterDigest(readContent(dir)) === digest;
  } catch {
    return false;
  }
}

function readRecord(path: string): StarterRecord | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Files of this machine are no address for others: projects do not record them. */
function specOf(spec: string): { readonly spec?: string } {
  return /^file:/.test(spec) ? {} : { spec };
}

/** A readable name where it fits into one: most do. */
function fileName(spec: string): string {
  const readable = encodeURIComponent(spec).replaceAll('*', '%2A');
  if (readable.length <= 150) return `${readable}.json`;
  const { createHash } = process.getBuiltinModule('node:crypto');
  return `${createHash('sha256').update(spec).digest('hex')}.json`;
}
