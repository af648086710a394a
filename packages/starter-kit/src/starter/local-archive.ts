import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ServiceError } from '@planqk-service/core/errors';
import { starterLimits } from './limits.ts';

/** Whether a spec means a packed starter on this machine, for which no network is needed. */
export function isLocalArchive(spec: string): boolean {
  return /\.(tgz|tar|tar\.gz)$/i.test(spec) && !/^(?!file:|[a-z]:[\\/])[a-z+]+:/i.test(spec);
}

/** Whether a spec is what {@link contentSpec} gives. */
export function isContentSpec(spec: string): boolean {
  return /^file:[0-9a-f]{64}$/.test(spec);
}

/**
 * The absolute path of a file or folder: npm writes `file:./name`, URLs are written `file:///name`.
 *
 * @throws ServiceError `STARTER_SPEC_INVALID`
 */
export function filePath(spec: string, cwd: string): string {
  if (!/^file:\/\//i.test(spec)) return resolve(cwd, spec.replace(/^file:/i, ''));
  try {
    return fileURLToPath(spec);
  } catch (cause) {
    const reason = `it is no URL of a file on this machine (${(cause as Error).message})`;
    throw new ServiceError('STARTER_SPEC_INVALID', { starter: spec, reason }, { cause });
  }
}

/**
 * What a packed file is known by: its content, because the file may be another one tomorrow.
 *
 * @throws ServiceError `STARTER_SPEC_INVALID`, `STARTER_NOT_FOUND`, `STARTER_NOT_ALLOWED`, `STARTER_TOO_LARGE`
 */
export function contentSpec(spec: string, cwd: string): string {
  const path = filePath(spec, cwd);
  try {
    const stats = statSync(path);
    if (!stats.isFile()) throw new ServiceError('STARTER_NOT_FOUND', { starter: spec, reason: 'it is not a file.' });
    if (stats.size > starterLimits.bytes) {
      const limit = `${starterLimits.bytes} bytes`;
      throw new ServiceError('STARTER_TOO_LARGE', { starter: spec, what: `the file has ${stats.size} bytes`, limit });
    }
    const { createHash } = process.getBuiltinModule('node:crypto');
    return `file:${createHash('sha256').update(readFileSync(path)).digest('hex')}`;
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'EACCES')
      throw new ServiceError('STARTER_NOT_ALLOWED', { starter: spec, reason: `${path} may not be read.` }, { cause });
    if (code === 'ENOENT' || code === 'ENOTDIR')
      throw new ServiceError('STARTER_NOT_FOUND', { starter: spec, reason: `there is no file ${path}.` }, { cause });
    throw cause;
  }
}
