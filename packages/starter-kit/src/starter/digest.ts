import type { StarterContent } from './content.ts';

/** SHA-256 over the description and the template of a starter, hexadecimal: the same content gives the same text. */
export function starterDigest({ description = Buffer.alloc(0), files }: StarterContent): string {
  // Loaded on demand: making a project from a built-in starter needs no digest.
  const hash = process.getBuiltinModule('node:crypto').createHash('sha256');
  hash.update(`starter.json ${description.length}\n`).update(description);
  for (const { path, bytes, executable } of files)
    hash.update(`\n${JSON.stringify(path)} ${executable} ${bytes.length}\n`).update(bytes);
  return hash.digest('hex');
}
