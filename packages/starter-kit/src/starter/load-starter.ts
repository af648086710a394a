import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ServiceError } from '@planqk-service/core/errors';
import { checkManifest } from '../schema/validate.ts';
import { readTemplate } from './read-template.ts';
import type { Starter, StarterInfo, StarterOrigin } from './starter.ts';

/**
 * Reads the starter in `dir` (absolute path of the folder with `starter.json`) with all its files.
 *
 * @throws ServiceError `STARTER_INVALID` when it is not a starter, names everything that is wrong with it.
 */
export function loadStarter(dir: string): Starter {
  const info = readStarterInfo(dir);
  const template = join(dir, 'template');
  if (lstatSync(template, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw invalid(dir, ['it has no folder "template"']);
  }
  const { files, problems } = readTemplate(template);
  if (problems.length > 0) throw invalid(dir, problems);
  if (files.length === 0) throw invalid(dir, ['its template is empty']);
  return { ...info, files };
}

/**
 * Reads only what describes the starter in `dir`.
 *
 * @throws ServiceError `STARTER_INVALID`
 */
export function readStarterInfo(dir: string): StarterInfo {
  const check = checkManifest(parseManifest(dir));
  if (!check.ok) throw invalid(dir, check.problems);
  return { dir, manifest: check.manifest, origin: readOrigin(dir) };
}

function parseManifest(dir: string): unknown {
  try {
    return JSON.parse(readFileSync(join(dir, 'starter.json'), 'utf8'));
  } catch (cause) {
    const reason =
      cause instanceof SyntaxError
        ? `starter.json is not JSON: ${cause.message}`
        : 'it has no readable file "starter.json"';
    throw new ServiceError('STARTER_INVALID', { starter: dir, problems: [reason] }, { cause });
  }
}

/** A folder without a usable `package.json` is a starter too: one that nobody has published. */
function readOrigin(dir: string): StarterOrigin {
  try {
    const { name, version } = JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8'));
    return { ...(typeof name === 'string' && { package: name }), ...(typeof version === 'string' && { version }) };
  } catch {
    return {};
  }
}

function invalid(dir: string, problems: readonly string[]): ServiceError {
  return new ServiceError('STARTER_INVALID', { starter: dir, problems });
}
