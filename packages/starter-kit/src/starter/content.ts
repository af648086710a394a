import { ServiceError } from '@planqk-service/core/errors';
import { checkApiVersion } from '../schema/api-version.ts';
import type { StarterManifest } from '../schema/manifest.ts';
import { checkManifest } from '../schema/validate.ts';
import { variableProblems } from '../variables/check-variables.ts';
import { starterLimits } from './limits.ts';
import { invalidStarter, type StarterProblem, starterProblem } from './problem.ts';
import type { Starter, StarterOrigin, TemplateFile } from './starter.ts';

export const emptyTemplate: StarterProblem = starterProblem('template-empty', 'template');
export const missingDescription: StarterProblem = starterProblem('description-missing', 'starter.json');

/** What a starter consists of, wherever it was read from; nothing of it is checked yet. */
export interface StarterContent {
  /** The text of its starter.json, as bytes. */
  readonly description: Uint8Array | undefined;
  /** The text of its package.json, as bytes. */
  readonly package: Uint8Array | undefined;
  /** The files of its template, relative to that. */
  readonly files: readonly TemplateFile[];
}

/**
 * The starter that this content is.
 *
 * @param name what to call it in a message
 * @throws ServiceError `STARTER_INVALID`, `STARTER_API_VERSION`, `STARTER_TOO_LARGE`
 */
export function starterOf(dir: string, content: StarterContent, name: string): Starter {
  if (content.description === undefined) throw invalidStarter(name, [missingDescription]);
  const manifest = readManifest(content.description, name);
  if (content.files.length === 0) throw invalidStarter(name, [emptyTemplate]);
  return { dir, manifest, origin: readOrigin(content.package), files: content.files };
}

/** @throws ServiceError as {@link starterOf} */
export function readManifest(description: Uint8Array, name: string): StarterManifest {
  if (description.length > starterLimits.manifestBytes) {
    const what = `its starter.json has ${description.length} bytes`;
    throw new ServiceError('STARTER_TOO_LARGE', { starter: name, what, limit: `${starterLimits.manifestBytes} bytes` });
  }
  const value = parse(description, name);
  checkApiVersion(value, name);
  const check = checkManifest(value);
  if (!check.ok) throw invalidStarter(name, check.problems);
  const problems = variableProblems(check.manifest.variables ?? []);
  if (problems.length > 0) throw invalidStarter(name, problems);
  return check.manifest;
}

function parse(description: Uint8Array, name: string): unknown {
  try {
    return JSON.parse(Buffer.from(description).toString());
  } catch (cause) {
    const reason = `It is not JSON: ${(cause as Error).message}.`;
    throw invalidStarter(name, [starterProblem('description-not-json', 'starter.json', reason)], { cause });
  }
}

/** Without a usable `package.json` it is a starter too: one that nobody has published. */
export function readOrigin(packageJson: Uint8Array | undefined): StarterOrigin {
  try {
    const { name, version } = JSON.parse(Buffer.from(packageJson ?? []).toString());
    return { ...(typeof name === 'string' && { package: name }), ...(typeof version === 'string' && { version }) };
  } catch {
    return {};
  }
}
