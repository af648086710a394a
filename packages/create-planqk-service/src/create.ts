import { basename, resolve } from 'node:path';
import { ServiceError } from '@planqk-service/core/errors';
import {
  answerQuestions,
  applyScaffold,
  checkServiceName,
  inspectTarget,
  planScaffold,
  renderTemplate,
  resolveStarter,
  type ScaffoldPlan,
  type ScaffoldResult,
  scaffoldMode,
} from '@planqk-service/starter-kit';
import type { Arguments } from './arguments.ts';
import { chooseFolder, chooseStarter } from './choose.ts';
import type { World } from './world.ts';

/** What the command did, or would do. */
export interface Created {
  readonly plan: ScaffoldPlan;
  /** Undefined after a dry run. */
  readonly result: ScaffoldResult | undefined;
}

/**
 * Makes the project that the arguments, and the user where asked, describe.
 *
 * @throws ServiceError `ANSWER_MISSING` when there is nobody to ask, and whatever the starter kit throws.
 */
export async function create(args: Arguments, world: World): Promise<Created> {
  const { given, force, git } = args;
  const openTerminal = args.yes || args.json ? async () => undefined : world.openTerminal;
  // Before anything is asked: a name that cannot be used must not become the proposal for the folder.
  if (given.name !== undefined) refuseName(given.name);
  const folder = await chooseFolder(args, openTerminal);
  const dir = resolve(world.cwd, folder);
  // A folder that cannot be used is told before six questions are answered, not after.
  scaffoldMode(inspectTarget(dir, []), force);
  const starter = await resolveStarter(await chooseStarter(args, openTerminal, world.err), world);
  const answers = await answerQuestions(given, { folder: basename(dir) }, await openTerminal());
  const files = renderTemplate(starter, answers);
  const plan = planScaffold({ starter, answers, files, target: inspectTarget(dir, files), force, git });
  const result = args.dryRun ? undefined : await applyScaffold(plan, { env: world.env, signal: world.signal });
  return { plan, result };
}

function refuseName(name: string): void {
  const check = checkServiceName(name);
  if (!check.ok) throw new ServiceError('NAME_INVALID', { name, ...check });
}
