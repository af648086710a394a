import { ServiceError } from '@planqk-service/core/errors';
import { renderTemplate } from '../render/render-template.ts';
import { keepForUpgrade } from '../starter/keep-for-upgrade.ts';
import type { SourceWorld } from '../starter/source.ts';
import type { Starter, StarterOrigin } from '../starter/starter.ts';
import { answerVariables, type VariableAnswers } from '../variables/answer-variables.ts';
import { findBase, findCurrent } from './find-starters.ts';
import { type FileChange, planUpgrade } from './plan-upgrade.ts';
import { readPlaces, readProjectOrigin } from './read-project.ts';

export interface UpgradeRequest {
  /** Absolute path of the project. */
  readonly dir: string;
  /** In place of what the project was made from. */
  readonly starter?: string | undefined;
  /** Whether another starter may take the place of the one that the project was made from. */
  readonly replace?: boolean;
  /** Answers to questions that the starter asks only now, or other answers than then. */
  readonly variables: VariableAnswers;
}

export interface UpgradePlan {
  readonly dir: string;
  readonly from: StarterOrigin & { readonly id: string };
  readonly to: StarterOrigin & { readonly id: string };
  /** By path; empty when there is nothing new. */
  readonly changes: readonly FileChange[];
}

/**
 * Compares a project with the starter that it was made from, and that with what the starter is now. Nothing of the
 * project is written.
 *
 * @throws ServiceError `PROJECT_NOT_FOUND`, `UPGRADE_ORIGIN_UNKNOWN`, `UPGRADE_BASE_MISSING`, `UPGRADE_TARGET_UNKNOWN`,
 * `UPGRADE_OTHER_STARTER`, `TARGET_UNUSABLE`, `ANSWER_INVALID`; what finding and fetching starters throw
 */
export async function prepareUpgrade(request: UpgradeRequest, world: SourceWorld): Promise<UpgradePlan> {
  const { dir, replace = false } = request;
  const origin = readProjectOrigin(dir);
  const old = await findBase(origin, world);
  const found = await findCurrent(request.starter, origin, world);
  const [from, to] = [old.manifest.id, found.manifest.id];
  if (from !== to && !replace) throw new ServiceError('UPGRADE_OTHER_STARTER', { from, to });
  const now = await keepForUpgrade(found, world);
  const asked = now.manifest.variables ?? [];
  // A question that is not asked any more needs no answer.
  const known = Object.entries(origin.variables).filter(([name]) => asked.some((variable) => variable.name === name));
  const variables = await answerVariables(asked, { ...Object.fromEntries(known), ...request.variables });
  const base = renderTemplate(old, origin.answers, origin.variables);
  const theirs = renderTemplate(now, origin.answers, variables);
  const mine = readPlaces(dir, [...new Set([...base, ...theirs].map(({ path }) => path))]);
  return { dir, from: nameOf(old), to: nameOf(now), changes: planUpgrade({ base, theirs, mine }) };
}

function nameOf({ manifest, origin }: Starter): UpgradePlan['from'] {
  return { id: manifest.id, ...origin };
}
