import type { Writable } from 'node:stream';
import { type Finding, ruleReference } from '@planqk-service/core';
import type { CheckedProject } from '../actions/check-project.ts';
import { type Style, styleFor } from './style.ts';

const colours = { error: 'red', warning: 'yellow', info: 'cyan' } as const;
const marks = { error: '✘', warning: '!', info: '-' } as const;

/** Findings for people, below the file that they are in, and a line that counts them. */
export function checkText(result: CheckedProject, stream: Writable): string {
  const style = styleFor(stream);
  const groups = Map.groupBy(result.findings, ({ location }) => location?.file ?? '');
  const sections = [...groups].map(([file, findings]) => {
    const title = style('bold', file === '' ? result.dir : `${result.prefix}${file}`);
    return `${title}\n${findings.map((finding) => findingText(finding, style)).join('')}\n`;
  });
  const mended = result.fixed.map((file) => `${style('green', '✔')} Mended ${result.prefix}${file}.\n`);
  const gap = mended.length > 0 ? '\n' : '';
  return `${mended.join('')}${gap}${sections.join('')}${summary(result, style)}\n`;
}

function findingText({ rule, severity, message, remedy, location }: Finding, style: Style): string {
  const { line, column } = location ?? {};
  const place = line === undefined ? '' : `${line}${column === undefined ? '' : `:${column}`}  `;
  return [
    `  ${style(colours[severity], marks[severity])} ${style('dim', place)}${message}\n`,
    `    ${style('cyan', 'Try:')} ${remedy}  ${style('dim', `(${rule}, ${ruleReference(rule)})`)}\n`,
  ].join('');
}

function summary({ findings, silenced, prefix }: CheckedProject, style: Style): string {
  const count = (severity: Finding['severity']) => findings.filter((finding) => finding.severity === severity).length;
  const [errors, warnings, infos] = [count('error'), count('warning'), count('info')];
  const aside = silenced.length === 0 ? '' : `, ${silenced.length} silenced`;
  if (findings.length === 0)
    return `${style('green', '✔')} Nothing to complain about${prefix === '' ? '' : ` in ${prefix}`}${aside}.`;
  const parts = [many(errors, 'error'), many(warnings, 'warning'), ...(infos === 0 ? [] : [many(infos, 'note')])];
  const colour = errors > 0 ? 'red' : warnings > 0 ? 'yellow' : 'green';
  return `${style(colour, parts.join(', '))}${aside}.`;
}

function many(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
