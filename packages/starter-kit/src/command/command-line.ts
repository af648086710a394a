import type { Command } from '../schema/manifest.ts';

/** As a person would type it; only shown, never read by a shell. */
export function commandLine(command: Command): string {
  return command.map((word) => (/^[\w./:=@%+,-]+$/.test(word) ? word : JSON.stringify(word))).join(' ');
}
