import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A file in which what looks like a secret is none. Source: `bundle.allow` in planqk-service.json. */
export interface AllowedSecret {
  /** Relative to the project, with slashes. */
  readonly path: string;
  /** Why it is no secret. */
  readonly reason: string;
}

/** What the project allows. Its file is checked when the project is loaded; what is not as it should be allows nothing. */
export async function readAllowed(dir: string): Promise<readonly AllowedSecret[]> {
  try {
    const settings = JSON.parse(await readFile(join(dir, 'planqk-service.json'), 'utf8')) as {
      readonly bundle?: { readonly allow?: readonly AllowedSecret[] };
    };
    return settings.bundle?.allow ?? [];
  } catch {
    return [];
  }
}
