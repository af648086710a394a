import { ruleReference } from '@planqk-service/core';
import type { CheckedProject } from '../actions/check-project.ts';

const commands = { error: 'error', warning: 'warning', info: 'notice' } as const;

/**
 * Findings as annotations of a GitHub workflow, one line each.
 *
 * Source: GitHub documentation, workflow commands.
 */
export function githubAnnotations({ findings, prefix }: CheckedProject): string {
  return findings
    .map(({ rule, severity, message, remedy, location }) => {
      const properties = {
        file: location && `${prefix}${location.file}`,
        line: location?.line,
        col: location?.column,
        title: rule,
      };
      const list = Object.entries(properties)
        .filter(([, value]) => value !== undefined)
        .map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
      const text = `${message} ${remedy} (${ruleReference(rule)})`;
      return `::${commands[severity]} ${list.join(',')}::${escapeData(text)}\n`;
    })
    .join('');
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
