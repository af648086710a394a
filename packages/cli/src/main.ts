import { flush, run } from '@oclif/core';
import { reportError } from './render/report-error.ts';

/**
 * Runs one command line.
 *
 * @param argv without the program's name
 * @param root folder of this package, where oclif finds its manifest
 * @returns the exit code
 */
export async function main(argv: readonly string[], root: string): Promise<number> {
  try {
    await run([...argv], { root });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    if (isOrderlyExit(error)) return error.oclif.exit;
    const end = argv.indexOf('--');
    const json = argv.slice(0, end === -1 ? undefined : end).includes('--json');
    return reportError(error, { json }, process);
  } finally {
    await flush();
  }
}

/** oclif ends commands such as --help by throwing. */
function isOrderlyExit(error: unknown): error is { oclif: { exit: number } } {
  const { oclif, code } = error as { oclif?: { exit?: number }; code?: string };
  return code === 'EEXIT' && oclif?.exit !== undefined;
}
