import type { StarterInfo } from '@planqk-service/starter-kit';
import type { Flag } from '@planqk-service/starter-kit/command';
import { flags } from './flags.ts';

/** The text of `--help`. */
export function helpText(starters: readonly StarterInfo[]): string {
  const rows = flags.map((flag) => [spelling(flag), flag.summary] as const);
  const ids = starters.map(({ manifest }) => [manifest.id, manifest.description] as const);
  return `Makes a PlanQK service from a starter.

Usage: npx create-planqk-service [dir] [flags]

  Without a terminal, or with --json, nothing is asked: [dir] and --starter (or --yes) must be given.

Flags:
${table(rows)}

Starters:
${table(ids)}

Examples:
  npx create-planqk-service my-service
  npx create-planqk-service my-service --starter ${starters[0]?.manifest.id ?? './my-starter'} --yes
  npx create-planqk-service my-service --starter @acme/starter-julia@^1 --var juliaVersion=1.11
  npx create-planqk-service my-service --yes --dry-run
`;
}

function spelling({ name, short, valueName }: Flag): string {
  return `${short === undefined ? '    ' : `-${short}, `}--${name}${valueName === undefined ? '' : ` ${valueName}`}`;
}

function table(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(0, ...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join('\n');
}
