import { type Finding, type Rule, ruleReference, type SilencedFinding } from '@planqk-service/core';
import type { CheckedProject } from '../actions/check-project.ts';

const levels = { error: 'error', warning: 'warning', info: 'note' } as const;

/** Who found it, and how the rules are explained: in Markdown, by id. */
interface Tool {
  readonly version: string;
  readonly rules: readonly Rule[];
  readonly help: Readonly<Record<string, string>>;
}

/** Findings as a SARIF 2.1.0 log, which code scanning services read. Silenced ones are there, marked as such. */
export function sarifLog(result: CheckedProject, { version, rules, help }: Tool): string {
  const ids = rules.map(({ id }) => id);
  const resultOf = ({ rule, severity, message, remedy, location }: Finding) => ({
    ruleId: rule,
    ...(ids.includes(rule) && { ruleIndex: ids.indexOf(rule) }),
    level: levels[severity],
    message: { text: `${message} ${remedy}` },
    ...(location && { locations: [physicalLocation(location, result.prefix)] }),
  });
  const suppressed = (finding: SilencedFinding) => ({
    ...resultOf(finding),
    suppressions: [{ kind: 'external', justification: finding.reason }],
  });
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: { name: 'planqk-service', version, rules: rules.map((rule) => descriptorOf(rule, help[rule.id])) },
        },
        columnKind: 'utf16CodeUnits',
        results: [...result.findings.map(resultOf), ...result.silenced.map(suppressed)],
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function descriptorOf({ id, severity, about }: Rule, help: string | undefined) {
  return {
    id,
    shortDescription: { text: about },
    help: { text: help ?? `Explained in ${ruleReference(id)}.`, ...(help !== undefined && { markdown: help }) },
    defaultConfiguration: { level: levels[severity] },
  };
}

function physicalLocation({ file, line, column }: NonNullable<Finding['location']>, prefix: string) {
  // A name may hold what means something else in an address.
  const uri = `${prefix}${file}`.split('/').map(encodeURIComponent).join('/');
  const region = { startLine: line, ...(column !== undefined && { startColumn: column }) };
  return { physicalLocation: { artifactLocation: { uri }, ...(line !== undefined && { region }) } };
}
