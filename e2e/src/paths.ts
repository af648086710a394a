import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository. */
export const repository = fileURLToPath(new URL('../..', import.meta.url));
export const fixtures = fileURLToPath(new URL('../fixtures', import.meta.url));
/** What is costly to make and worth keeping between runs. */
export const toolchainCache = join(repository, '.cache', 'toolchains');
