import { isUtf8 } from 'node:buffer';
import { coalesce, type PlainEvent } from './read-output.ts';

const prefix = 'PlanQK:Job:';
const delimiter = 'PlanQK:Job:MultilineResult';

/** The output contract once more: slow, on a whole document, line by line. */
export function referenceEvents(document: Buffer, maxResultBytes: number): PlainEvent[] {
  const events: PlainEvent[] = [];
  let hasResult = false;
  let interims = 0;
  let block: { offset: number; lines: string[] } | undefined;
  let offset = 0;

  const settle = (whole: string, json: string): void => {
    const answer = parse(json, whole.length > maxResultBytes, maxResultBytes);
    if ('text' in answer) events.push({ result: answer.text });
    else if (whole.length > maxResultBytes) events.push({ log: whole }, { invalid: answer.reason });
    else events.push({ invalid: answer.reason }, { log: whole });
    hasResult = true;
  };

  for (const line of document.toString('latin1').match(/[^\n]*\n|[^\n]+/g) ?? []) {
    const stripped = line.replace(/[ \t\r\n]+$/, '');
    const form = /^PlanQK:Job:(Result:|InterimResult(?=[: \t\r\n]|$):?)/.exec(line);
    if (block !== undefined) {
      block.lines.push(line);
      if (stripped === delimiter) {
        const whole = block.lines.join('');
        if (hasResult) events.push({ log: whole }, { violation: 'DUPLICATE_RESULT', offset: block.offset });
        else settle(whole, block.lines.slice(1, -1).join(''));
        block = undefined;
      }
    } else if (stripped === delimiter) block = { offset, lines: [line] };
    else if (form?.[1] === 'Result:') {
      if (hasResult) events.push({ violation: 'DUPLICATE_RESULT', offset }, { log: line });
      else settle(line, line.slice(form[0].length));
    } else if (form !== null) {
      const answer = parse(line.slice(form[0].length), line.length > maxResultBytes, maxResultBytes);
      if ('text' in answer) events.push({ interim: answer.text, index: interims++ });
      else if (line.length > maxResultBytes) events.push({ log: line }, { violation: 'INVALID_INTERIM', offset });
      else events.push({ violation: 'INVALID_INTERIM', offset }, { log: line });
    } else if (line.startsWith(prefix)) events.push({ violation: 'UNKNOWN_MARKER', offset }, { log: line });
    else if (line.includes(prefix)) {
      const at = line.indexOf(prefix);
      events.push(
        { log: line.slice(0, at) },
        { violation: 'MARKER_IN_LINE', offset: offset + at },
        { log: line.slice(at) },
      );
    } else events.push({ log: line });
    offset += line.length;
  }
  if (block !== undefined) {
    const log = { log: block.lines.join('') };
    const report: PlainEvent = { violation: 'UNTERMINATED_BLOCK', offset: block.offset };
    // What is already known to be log is not held back until the end.
    const isPassed = hasResult && block.lines[0]?.endsWith('\n');
    if (isPassed || log.log.length > maxResultBytes) events.push(log, report);
    else events.push(report, log);
  }
  return coalesce(events);
}

function parse(latin1: string, isTooLarge: boolean, max: number): { text: string } | { reason: string } {
  if (isTooLarge) return { reason: `it is larger than ${max} bytes.` };
  const bytes = Buffer.from(latin1.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, ''), 'latin1');
  if (!isUtf8(bytes)) return { reason: 'invalid' };
  try {
    JSON.parse(bytes.toString());
    return { text: bytes.toString() };
  } catch {
    return { reason: 'invalid' };
  }
}
