import type { Writable } from 'node:stream';
import { ServiceError } from '@planqk-service/core';
import { main } from './main.ts';
import { reportError } from './render/report-error.ts';

/** What the bin does: runs one command line in this process and ends it. */
export async function start(argv: readonly string[], root: string): Promise<void> {
  const { stdout, stderr } = process;
  let lost: NodeJS.ErrnoException | undefined;
  // Whoever reads us through a pipe may go at any time, as `head` does; what it has not read is not missed.
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') lost ??= error;
  });
  // Whoever cannot be told cannot be told that either.
  stderr.on('error', () => undefined);
  // Node ends when there is nothing left to wait for, also when that is a bug: then not as if all had gone well.
  const unfinished = () => {
    process.exitCode = 1;
  };
  process.once('exit', unfinished);
  const exitCode = await main(argv, root);
  process.off('exit', unfinished);
  await flushed(stdout);
  // On stderr, also with --json: stdout takes nothing.
  const lostCode = lost === undefined ? 0 : reportError(unwritable(lost), { json: false }, process);
  await flushed(stderr);
  // What an engine has not answered yet, such as "wait" for a container that it is about to remove, is of no interest.
  process.exit(exitCode || lostCode);
}

function unwritable(cause: NodeJS.ErrnoException): ServiceError {
  return new ServiceError('OUTPUT_UNWRITABLE', { reason: cause.code ?? cause.message }, { cause });
}

/** Everything written so far has been handed over, or was refused and `error` has told so. */
function flushed(stream: Writable): Promise<void> {
  return new Promise((resolve) => {
    stream.write('', () => setImmediate(resolve));
  });
}
