import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ServiceError } from '@planqk-service/core/errors';
import { emptyTemplate, missingDescription, readManifest, readOrigin, type StarterContent } from './content.ts';
import { starterLimits } from './limits.ts';
import { invalidStarter, starterProblem } from './problem.ts';
import { readTemplate } from './read-template.ts';
import type { Starter, StarterInfo, StarterOrigin } from './starter.ts';

/**
 * Reads the starter in `dir` (absolute path of the folder with `starter.json`) with all its files.
 *
 * @param known what is known of where it came from, beside its own `package.json`
 * @throws ServiceError `STARTER_INVALID` when it is not a starter, names everything that is wrong with it;
 * `STARTER_API_VERSION`, `STARTER_TOO_LARGE`.
 */
export function loadStarter(dir: string, known: StarterOrigin = {}): Starter {
  const { manifest, origin } = readStarterInfo(dir);
  return { dir, manifest, origin: { ...origin, ...known }, files: readContent(dir).files };
}

/** What lies in a starter's folder. Throws as {@link loadStarter}. */
export function readContent(dir: string, name: string = dir): StarterContent {
  const template = join(dir, 'template');
  if (lstatSync(template, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw invalidStarter(name, [starterProblem('template-missing', 'template')]);
  }
  const { files, problems } = readTemplate(template, name);
  if (problems.length > 0) throw invalidStarter(name, problems);
  if (files.length === 0) throw invalidStarter(name, [emptyTemplate]);
  const description = readSmallFile(dir, 'starter.json', name);
  return { description, package: readSmallFile(dir, 'package.json', name), files };
}

/**
 * Reads only what describes the starter in `dir`.
 *
 * @throws ServiceError `STARTER_INVALID`, `STARTER_API_VERSION`, `STARTER_TOO_LARGE`
 */
export function readStarterInfo(dir: string): StarterInfo {
  const description = readSmallFile(dir, 'starter.json', dir);
  if (description === undefined) throw invalidStarter(dir, [missingDescription]);
  return { dir, manifest: readManifest(description, dir), origin: readOrigin(readSmallFile(dir, 'package.json', dir)) };
}

/** Only a file is opened: a pipe would never end, a link may lead anywhere. */
function readSmallFile(dir: string, file: string, starter: string): Uint8Array | undefined {
  const stats = lstatSync(join(dir, file), { throwIfNoEntry: false });
  if (stats?.isFile() !== true) return undefined;
  if (stats.size <= starterLimits.manifestBytes) return readFileSync(join(dir, file));
  const what = `its ${file} has ${stats.size} bytes`;
  throw new ServiceError('STARTER_TOO_LARGE', { starter, what, limit: `${starterLimits.manifestBytes} bytes` });
}
