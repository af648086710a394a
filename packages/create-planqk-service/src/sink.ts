import { fstatSync, statSync, writeSync } from 'node:fs';
import { devNull } from 'node:os';
import type { WriteStream } from 'node:tty';
import { styleText } from 'node:util';
import type { Sink } from '@planqk-service/starter-kit/command';

/**
 * Writes straight to a file descriptor. The streams of `process` are opened only for a terminal: they load a good
 * part of Node, which costs more than everything that is written here.
 */
export function sinkOn(fd: 1 | 2, stream: () => WriteStream): Sink {
  return {
    write: (text) => writeFully(fd, Buffer.from(text)),
    paint: (style, text) => (mayBeTerminal(fd) ? styleText(style, text, { stream: stream() }) : text),
  };
}

/** Whether a person may be reading; a null device looks like a terminal otherwise. */
function mayBeTerminal(fd: number): boolean {
  const stats = fstatSync(fd);
  return stats.isCharacterDevice() && stats.rdev !== statSync(devNull, { throwIfNoEntry: false })?.rdev;
}

function writeFully(fd: number, bytes: Buffer): void {
  try {
    let done = 0;
    while (done < bytes.length) done += writeSync(fd, bytes, done);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // The reader went away: nobody is left to tell.
    if (code !== 'EPIPE') throw error;
  }
}
