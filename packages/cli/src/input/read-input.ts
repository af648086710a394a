import { readFile } from 'node:fs/promises';
import { isAbsolute, join, relative } from 'node:path';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { createInput, looksLikeUtf16, type Project, ServiceError, type ServiceInput } from '@planqk-service/core';
import { reasonOf } from './key-values.ts';

interface InputFlags {
  /** JSON text, `@file`, or `-` for standard input; undefined takes the project's sample. */
  readonly data?: string | undefined;
  readonly params?: string | undefined;
  readonly strict?: boolean | undefined;
}

interface InputWorld {
  readonly cwd: string;
  readonly stdin: Readable;
}

interface NamedText {
  readonly text: string | undefined;
  readonly source: string;
}

/**
 * The input that the flags name: raw JSON text, read but never re-written.
 *
 * @throws ServiceError INPUT_UNREADABLE, INVALID_JSON, INPUT_NOT_OBJECT, INPUT_TOO_LARGE, USAGE
 */
export async function readInput(
  flags: InputFlags,
  project: Project | undefined,
  world: InputWorld,
  command = 'planqk-service run',
): Promise<{ input: ServiceInput; warnings: string[] }> {
  if (flags.data === '-' && flags.params === '-') {
    throw new ServiceError('USAGE', {
      problem: 'Standard input can be either --data or --params, not both.',
      command,
    });
  }
  const data = await readPart('--data', flags.data, project?.sampleInput.data, world);
  const params = await readPart('--params', flags.params, project?.sampleInput.params, world);
  const { input, warnings } = createInput({
    data: data.text,
    dataSource: data.source,
    params: params.text,
    paramsSource: params.source,
    ...(flags.strict && { strict: true }),
  });
  return { input, warnings: warnings.map(({ message }) => message) };
}

async function readPart(
  flag: string,
  value: string | undefined,
  sample: string | undefined,
  world: InputWorld,
): Promise<NamedText> {
  if (value === undefined) {
    if (sample === undefined) return { text: undefined, source: flag };
    const source = relative(world.cwd, sample) || sample;
    return { source, text: await readText(sample, source, true) };
  }
  if (value === '-')
    return { source: `${flag} (standard input)`, text: decode(await buffer(world.stdin), `${flag} (standard input)`) };
  if (!value.startsWith('@')) return { source: flag, text: value };
  const path = value.slice(1);
  const source = `${flag} (${path})`;
  return { source, text: await readText(isAbsolute(path) ? path : join(world.cwd, path), source, false) };
}

async function readText(path: string, source: string, optional: boolean): Promise<string | undefined> {
  try {
    return decode(await readFile(path), source);
  } catch (error) {
    if (optional && (error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    if (error instanceof ServiceError) throw error;
    throw new ServiceError('INPUT_UNREADABLE', { source, reason: reasonOf(error) }, { cause: error });
  }
}

function decode(bytes: Uint8Array, source: string): string {
  try {
    // A byte order mark stays: strict JSON readers, such as the service's own, refuse it too.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    const lossy = new TextDecoder().decode(bytes);
    // It is told as the JSON that it is not, as a check does.
    if (looksLikeUtf16(lossy)) return lossy;
    throw new ServiceError('INPUT_UNREADABLE', { source, reason: 'it is not UTF-8 text' }, { cause: error });
  }
}
