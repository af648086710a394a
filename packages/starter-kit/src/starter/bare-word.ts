/**
 * A bare word is never fetched: it is too easily a typing error, and whoever takes that name in the registry would
 * be asked for. A scope, a version, a slash or a prefix says that it is meant.
 */
export function isBareWord(spec: string): boolean {
  return /^[^@/:#\s]+$/.test(spec);
}
