import { ServiceError } from '@planqk-service/core/errors';
import npa from 'npm-package-arg';
import { withoutSecrets } from '../cache/without-secrets.ts';

/** Where a starter has to be fetched from, as npm understands it. */
export type ParsedSpec = npa.Result & {
  /** Folder in a git repository: what stands behind `::path:`. */
  readonly gitSubdir?: string;
};

/**
 * Reads a spec by npm's own rules; `npm:name@1` is accepted for a package that could be taken for something else.
 *
 * @param cwd absolute path that relative files start from
 * @throws ServiceError `STARTER_SPEC_INVALID`
 */
export function parseSpec(spec: string, cwd: string): ParsedSpec {
  const starter = withoutSecrets(spec);
  const invalid = (reason: string, cause?: unknown): ServiceError =>
    new ServiceError('STARTER_SPEC_INVALID', { starter, reason }, { cause });
  if (spec.trim() === '') throw invalid('it is empty');
  if (/\s/.test(spec)) throw invalid('it has a blank in it');
  try {
    const parsed: ParsedSpec = npa(spec.replace(/^npm:/, ''), cwd);
    if (parsed.gitSubdir?.split(/[/\\]/).includes('..')) throw new Error('the folder lies outside of the repository');
    if (parsed.type !== 'alias' && parsed.type !== 'directory' && parsed.type !== 'file') return parsed;
  } catch (cause) {
    throw invalid((cause as Error).message.split('\n', 1)[0] ?? '', cause);
  }
  throw invalid('folders begin with "./", tarballs end in ".tgz", and an alias means another package');
}
