import { isUtf8 } from 'node:buffer';
import { starterLimits } from '../starter/limits.ts';
import { evaluate } from './evaluate.ts';
import { parseTemplate, type Template } from './syntax.ts';
import { TemplateError } from './template-error.ts';

/**
 * Renders a template (UTF-8, the part of Handlebars that the README lists) with its variables.
 *
 * @throws TemplateError
 */
export function renderText(template: Uint8Array, variables: Readonly<Record<string, unknown>>): string {
  const { templateBytes, tags } = starterLimits;
  if (!isUtf8(template)) throw new TemplateError('template-not-text', 'it is not UTF-8 text');
  if (template.length > templateBytes) {
    const reason = `it has more than ${templateBytes} bytes; only small files are rendered`;
    throw new TemplateError('template-too-large', reason);
  }
  const count = countTags(template);
  if (count > tags)
    throw new TemplateError('template-too-many-tags', `it has ${count} tags; ${tags} are allowed in a file`);
  return evaluate(parsed(Buffer.from(template).toString()), variables);
}

function parsed(text: string): Template {
  try {
    return parseTemplate(text);
  } catch (cause) {
    // The parser draws the place on further lines.
    const [reason = ''] = (cause instanceof Error ? cause.message : String(cause)).split('\n', 1);
    throw new TemplateError('template-syntax', reason.replace(/:$/, ''));
  }
}

/** What the parser's time grows with, and faster than evenly. */
function countTags(template: Uint8Array): number {
  const bytes = Buffer.from(template.buffer, template.byteOffset, template.length);
  let count = 0;
  for (let at = bytes.indexOf('{{'); at !== -1; at = bytes.indexOf('{{', at + 2)) count += 1;
  return count;
}
