import type { Scenario } from '@planqk-service/server';
import type { ServeView } from '../render/serve-view.ts';

/** What `--scenario` knows by name, here so that help need not load the server; a test holds the two together. */
export const scenarioNames: readonly string[] = [
  'slow-start',
  'long-pending',
  'unknown',
  'failing',
  'late-result',
  'rate-limit',
  'token-expires',
  'server-errors',
  'dropped-connections',
  'lost-answer',
  'everything',
];

/** A scenario by its name or file, and the seed in place of its own. */
export interface ChosenScenario {
  readonly name: string;
  readonly seed?: number | undefined;
}

/**
 * Opens a scenario, says which it is and with which seed, and tells every fault.
 *
 * @throws ServiceError SCENARIO_UNKNOWN, SCENARIO_INVALID, INVALID_JSON
 */
export async function openScenario({ name, seed }: ChosenScenario, view: Pick<ServeView, 'note'>): Promise<Scenario> {
  const { faultLab, loadScenario, seedOf } = await import('@planqk-service/server');
  const scenario = await loadScenario(name);
  const used = seedOf(scenario, seed);
  view.note(`Scenario ${name}, seed ${used}. ${scenario.description ?? ''}`.trim());
  return faultLab(scenario, { seed: used, onFault: (text) => view.note(`Fault: ${text}`) });
}
