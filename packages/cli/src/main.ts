import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '@oclif/core/run';
import { successEnvelope } from '@planqk-service/core';
import { type CommandSpecs, explainUsage } from './render/explain-usage.ts';
import { reportError } from './render/report-error.ts';

/**
 * Runs one command line.
 *
 * @param argv without the program's name
 * @param root folder of this package, where oclif finds its manifest
 * @returns the exit code
 */
export async function main(argv: readonly string[], root: string): Promise<number> {
  const end = argv.indexOf('--');
  const json = argv.slice(0, end === -1 ? undefined : end).includes('--json');
  try {
    if (json && (argv[0] === '--version' || argv[0] === '-v')) {
      const { version } = await readJson<{ version: string }>(root, 'package.json');
      const { platform, arch, versions } = process;
      process.stdout.write(successEnvelope({ version, platform, arch, node: versions.node }));
      return 0;
    }
    await run(argv[0] === 'help' ? [...argv.slice(1), '--help'] : [...argv], { root });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    if (isOrderlyExit(error)) return error.oclif.exit;
    const { commands } = await readJson<{ commands: CommandSpecs }>(root, 'oclif.manifest.json');
    return reportError(explainUsage(error, argv, commands), { json }, process);
  }
}

async function readJson<T>(root: string, name: string): Promise<T> {
  return JSON.parse(await readFile(join(root, name), 'utf8')) as T;
}

/** oclif ends commands such as --help by throwing. */
function isOrderlyExit(error: unknown): error is { oclif: { exit: number } } {
  const { oclif, code } = error as { oclif?: { exit?: number }; code?: string };
  return code === 'EEXIT' && oclif?.exit !== undefined;
}
