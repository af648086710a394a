import { basename, resolve } from 'node:path';
import { ServiceError } from '@planqk-service/core/errors';
import { checkServiceName } from '../names/service-name.ts';
import { answerQuestions } from '../questions/answer-questions.ts';
import { renderTemplate } from '../render/render-template.ts';
import { applyScaffold, type ScaffoldResult } from '../scaffold/apply.ts';
import { planScaffold, type ScaffoldPlan, scaffoldMode } from '../scaffold/plan.ts';
import { inspectTarget } from '../scaffold/target.ts';
import type { Command } from '../schema/manifest.ts';
import { keepForUpgrade } from '../starter/keep-for-upgrade.ts';
import { resolveStarter } from '../starter/resolve-starter.ts';
import { answerVariables } from '../variables/answer-variables.ts';
import { chooseFolder, chooseStarter } from './choose.ts';
import { commandLine } from './command-line.ts';
import { type PostCreate, runPostCreate } from './post-create.ts';
import type { CreateRequest } from './request.ts';
import type { CreateWorld } from './world.ts';

/** What the command did, or would do. */
export interface Created {
  readonly plan: ScaffoldPlan;
  /** Undefined after a dry run. */
  readonly result: ScaffoldResult | undefined;
  readonly postCreate: PostCreate;
}

/**
 * Makes the project that the request, and the user where asked, describe.
 *
 * @throws ServiceError `ANSWER_MISSING` when there is nobody to ask, and whatever the starter kit throws.
 */
export async function createProject(request: CreateRequest, world: CreateWorld): Promise<Created> {
  const { given, force, git, offline } = request;
  const openTerminal = request.yes || request.json ? async () => undefined : world.openTerminal;
  const places = { cwd: world.cwd, env: world.env, signal: world.signal, offline };
  // Before anything is asked: a name that cannot be used must not become the proposal for the folder.
  if (given.name !== undefined) refuseName(given.name);
  const folder = await chooseFolder(request, openTerminal);
  const dir = resolve(world.cwd, folder);
  // A folder that cannot be used is told before six questions are answered, not after.
  scaffoldMode(inspectTarget(dir, []), force);
  const found = await resolveStarter(await chooseStarter(request, openTerminal, world.err, places), places);
  const starter = request.dryRun ? found : await keepForUpgrade(found, places);
  const terminal = await openTerminal();
  const answers = await answerQuestions(given, { folder: basename(dir) }, terminal);
  const variables = await answerVariables(starter.manifest.variables ?? [], request.variables, terminal);
  const files = renderTemplate(starter, answers, variables);
  const plan = planScaffold({ starter, answers, files, target: inspectTarget(dir, files), force, git });
  const commands: readonly Command[] = starter.manifest.postCreate ?? [];
  if (request.dryRun) return { plan, result: undefined, postCreate: { commands, ran: false } };
  const result = await applyScaffold(plan, { env: world.env, signal: world.signal });
  const wanted = request.runPostCreate || (await wantsPostCreate(commands, terminal));
  if (wanted) await runPostCreate(commands, dir, world);
  return { plan, result, postCreate: { commands, ran: wanted } };
}

async function wantsPostCreate(
  commands: readonly Command[],
  terminal: Awaited<ReturnType<CreateWorld['openTerminal']>>,
): Promise<boolean> {
  if (commands.length === 0 || terminal === undefined) return false;
  const list = commands.map((command) => `\n  ${commandLine(command)}`).join('');
  return terminal.confirm(`The starter wants to run in the new project:${list}\nRun that?`);
}

function refuseName(name: string): void {
  const check = checkServiceName(name);
  if (!check.ok) throw new ServiceError('NAME_INVALID', { name, ...check });
}
