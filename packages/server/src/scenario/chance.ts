/**
 * A number from 0 to below 1 that looks like chance, and is the same for the same seed and key: decisions about one
 * job do not depend on what other jobs are asked meanwhile.
 *
 * FNV-1a over the key, mixed by the finaliser of MurmurHash3; good enough to spread faults, and not for secrets.
 */
export function chance(seed: number, key: string): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let at = 0; at < key.length; at += 1) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
