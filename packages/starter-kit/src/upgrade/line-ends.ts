import { isUtf8 } from 'node:buffer';

/** Whether every line ends in CRLF, as git writes files on Windows when it is told so. */
function isCrlf(bytes: Uint8Array): boolean {
  if (!bytes.includes(0x0a) || bytes.includes(0) || !isUtf8(bytes)) return false;
  return !/(^|[^\r])\n/.test(Buffer.from(bytes).toString());
}

/** How to bring the author's line ends to those of the starter, and back. */
export interface LineEnds {
  readonly toStarter: (bytes: Uint8Array) => Uint8Array;
  readonly toAuthor: (bytes: Uint8Array) => Uint8Array;
}

const asTheyAre: LineEnds = { toStarter: (bytes) => bytes, toAuthor: (bytes) => bytes };

/** Line ends are no edit of the author's: they are neither a conflict nor replaced. */
export function lineEndsOf(mine: Uint8Array | undefined, starter: Uint8Array | undefined): LineEnds {
  if (mine === undefined || starter === undefined || !isCrlf(mine) || isCrlf(starter)) return asTheyAre;
  return {
    toStarter: (bytes) => Buffer.from(Buffer.from(bytes).toString().replaceAll('\r\n', '\n')),
    toAuthor: (bytes) => Buffer.from(Buffer.from(bytes).toString().replaceAll(/\r?\n/g, '\r\n')),
  };
}
