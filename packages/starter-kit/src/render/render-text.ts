import { isUtf8 } from 'node:buffer';
import { starterLimits } from '../starter/limits.ts';
import { evaluate } from './evaluate.ts';
import { parseTemplate } from './syntax.ts';

/** A rendered text, or why it could not be rendered, in one line. */
export type Rendered = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly reason: string };

/** Renders a template (UTF-8, the part of Handlebars that the README lists) with its variables. */
export function renderText(template: Uint8Array, variables: Readonly<Record<string, unknown>>): Rendered {
  if (!isUtf8(template)) return { ok: false, reason: 'it is not UTF-8 text' };
  if (template.length > starterLimits.templateBytes)
    return {
      ok: false,
      reason: `it has more than ${starterLimits.templateBytes} bytes; only small files are rendered`,
    };
  const tags = countTags(template);
  if (tags > starterLimits.tags)
    return { ok: false, reason: `it has ${tags} tags; ${starterLimits.tags} are allowed in a file` };
  try {
    const text = Buffer.from(template).toString();
    return { ok: true, text: evaluate(parseTemplate(text), variables) };
  } catch (cause) {
    // The parser draws the place on further lines.
    return { ok: false, reason: cause instanceof Error ? (cause.message.split('\n', 1)[0] ?? '') : String(cause) };
  }
}

/** What the parser's time grows with, and faster than evenly. */
function countTags(template: Uint8Array): number {
  const bytes = Buffer.from(template.buffer, template.byteOffset, template.length);
  let count = 0;
  for (let at = bytes.indexOf('{{'); at !== -1; at = bytes.indexOf('{{', at + 2)) count += 1;
  return count;
}
