import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { type Inspection, inspectOutput, ServiceError } from '@planqk-service/core';
import { reasonOf } from '../input/key-values.ts';
import type { World } from '../world.ts';

/** An inspection and what to call the log in messages. */
export interface InspectedLog extends Inspection {
  readonly source: string;
}

/**
 * Inspects a file, or standard input where `file` is "-".
 *
 * @param file undefined takes standard input when something is piped into it
 * @param stderr file with what was printed on stderr
 * @throws ServiceError USAGE, LOG_UNREADABLE, INTERRUPTED
 */
export async function inspectLog(
  file: string | undefined,
  stderr: string | undefined,
  world: Pick<World, 'cwd' | 'stdin' | 'interruption'>,
): Promise<InspectedLog> {
  if (file === undefined && world.stdin.isTTY) {
    throw new ServiceError('USAGE', {
      problem: 'There is no log to inspect: name a file, or pipe the output of a service into this command.',
      command: 'planqk-service inspect',
    });
  }
  const source = file === undefined || file === '-' ? 'standard input' : file;
  const stdin = source === file ? undefined : world.stdin;
  const inspection = await inspectOutput(read(source, stdin, world), {
    ...(stderr !== undefined && { stderr: read(stderr, undefined, world) }),
  });
  return { source, ...inspection };
}

/** The bytes of a file or stream, until the user interrupts. */
async function* read(
  source: string,
  stream: Readable | undefined,
  { cwd, interruption }: Pick<World, 'cwd' | 'interruption'>,
): AsyncGenerator<Uint8Array> {
  const bytes = stream ?? createReadStream(resolve(cwd, source), { highWaterMark: 256 * 1024 });
  const onInterrupt = () => void bytes.destroy(new ServiceError('INTERRUPTED', { doing: `reading ${source}` }));
  interruption.requested.addEventListener('abort', onInterrupt, { once: true });
  try {
    yield* bytes;
  } catch (error) {
    if (error instanceof ServiceError) throw error;
    throw new ServiceError('LOG_UNREADABLE', { source, reason: reasonOf(error) }, { cause: error });
  } finally {
    interruption.requested.removeEventListener('abort', onInterrupt);
  }
}
