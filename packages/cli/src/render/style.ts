import type { Writable } from 'node:stream';
import { styleText } from 'node:util';

type Format = Parameters<typeof styleText>[0];

export type Style = (format: Format, text: string) => string;

/** Colours as far as `stream` shows them; NO_COLOR, FORCE_COLOR and missing terminals are respected. */
export function styleFor(stream: Writable): Style {
  return (format, text) => styleText(format, text, { stream: stream as NodeJS.WriteStream, validateStream: true });
}
