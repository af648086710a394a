import { isUtf8 } from 'node:buffer';
import type { Answers } from '../questions/answers.ts';
import { evaluate } from './evaluate.ts';
import { parseTemplate } from './syntax.ts';

/** A rendered text, or why it could not be rendered, in one line. */
export type Rendered = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly reason: string };

/** Renders a template (UTF-8, the part of Handlebars that the README lists) with the answers as its variables. */
export function renderText(template: Uint8Array, answers: Answers): Rendered {
  if (!isUtf8(template)) return { ok: false, reason: 'it is not UTF-8 text' };
  try {
    const text = Buffer.from(template).toString();
    return { ok: true, text: evaluate(parseTemplate(text), { ...answers }) };
  } catch (cause) {
    // The parser draws the place on further lines.
    return { ok: false, reason: cause instanceof Error ? (cause.message.split('\n', 1)[0] ?? '') : String(cause) };
  }
}
