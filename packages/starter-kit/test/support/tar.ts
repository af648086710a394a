import { gzipSync } from 'node:zlib';

/** One entry of a tar archive, as raw as it is written: nothing is checked or mended. */
export interface Entry {
  readonly path: string;
  readonly content?: string | Uint8Array;
  /** A letter of the format: 0 file, 1 hard link, 2 symbolic link, 3 and 4 devices, 5 folder, 6 pipe, x pax header. */
  readonly type?: string;
  readonly link?: string;
  /** What the header claims; by default the size of the content. */
  readonly size?: number;
  readonly mode?: number;
}

/** A compressed archive of the entries. */
export function tarOf(entries: readonly Entry[]): Buffer {
  const made = new Map<Entry, Buffer>();
  const blocks = entries.map(
    (entry) => made.get(entry) ?? made.set(entry, blockOf(entry)).get(entry) ?? Buffer.alloc(0),
  );
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]), { level: 1 });
}

/** A record of a pax header. */
export function pax(path: string): Entry {
  const body = ` path=${path}\n`;
  const length = body.length + String(body.length + 2).length;
  return { path: 'PaxHeader', type: 'x', content: `${length}${body}` };
}

function blockOf({ path, content = '', type = '0', link = '', size, mode = 0o644 }: Entry): Buffer {
  const bytes = Buffer.from(content);
  const header = Buffer.alloc(512);
  header.write(path, 0, 100);
  header.write(`${mode.toString(8).padStart(7, '0')}\0`, 100);
  header.write('0000000\0'.repeat(2), 108);
  writeSize(header, size ?? bytes.length);
  header.write('00000000000\0', 136);
  header.write(' '.repeat(8), 148);
  header.write(type, 156);
  header.write(link, 157, 100);
  header.write('ustar\x0000', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return Buffer.concat([header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)]);
}

/** Beyond 8 GB sizes are binary: a GNU extension that every reader knows. */
function writeSize(header: Buffer, size: number): void {
  if (size < 8 ** 11) return void header.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  header.writeUInt8(0x80, 124);
  header.writeBigUInt64BE(BigInt(size), 128);
}
