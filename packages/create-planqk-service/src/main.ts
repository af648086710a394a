import { successEnvelope } from '@planqk-service/core';
import { listBuiltInStarters } from '@planqk-service/starter-kit';
import { createdData, createProject, summary } from '@planqk-service/starter-kit/command';
import { readArguments } from './arguments.ts';
import { helpText } from './help.ts';
import { reportFailure } from './report-failure.ts';
import type { World } from './world.ts';

/**
 * The command: reads the arguments behind its name, works, reports.
 *
 * @returns the exit code: 0 fine, 1 our bug, 2 usage, 3 invalid input, 130 interrupted.
 */
export async function main(argv: readonly string[], world: World): Promise<number> {
  const { out, cwd } = world;
  try {
    const args = readArguments(argv);
    if (args.help) out.write(helpText(listBuiltInStarters()));
    else if (args.version) out.write(`${world.version()}\n`);
    else {
      const created = await createProject(args, world);
      out.write(args.json ? successEnvelope(createdData(created, cwd)) : summary(created, cwd, out));
    }
    return 0;
  } catch (error) {
    // Looked up in the raw arguments: they may be what is wrong.
    return reportFailure(error, argv.includes('--json'), world);
  }
}
