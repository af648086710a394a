import type { Writable } from 'node:stream';
import { main } from './main.ts';

/** What the bin does: runs one command line in this process and ends it. */
export async function start(argv: readonly string[], root: string): Promise<void> {
  const { stdout, stderr } = process;
  // Whoever reads us through a pipe may go at any time, as `head` does; what it has not read is not missed.
  for (const stream of [stdout, stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
  // Node ends when there is nothing left to wait for, also when that is a bug: then not as if all had gone well.
  const unfinished = () => {
    process.exitCode = 1;
  };
  process.once('exit', unfinished);
  const exitCode = await main(argv, root);
  process.off('exit', unfinished);
  await Promise.all([stdout, stderr].map(flushed));
  // What an engine has not answered yet, such as "wait" for a container that it is about to remove, is of no interest.
  process.exit(exitCode);
}

/** Everything written so far has been handed over, or nobody takes it any longer. */
function flushed(stream: Writable): Promise<void> {
  return new Promise((resolve) => {
    if (stream.writableLength === 0) resolve();
    else stream.write('', () => resolve());
  });
}
