import { ServiceError } from '@planqk-service/core/errors';
import { openCache } from '../cache/cache.ts';
import { defaultStarterId, listBuiltInStarters } from '../starter/builtin.ts';
import type { SourceWorld } from '../starter/source.ts';
import type { CreateRequest } from './request.ts';
import type { Sink, Terminal } from './world.ts';

type OpenTerminal = () => Promise<Terminal | undefined>;

const proposedFolder = 'my-service';

/**
 * The folder for the project, as given, after the service's name, or asked for.
 *
 * @throws ServiceError `ANSWER_MISSING`
 */
export async function chooseFolder({ dir, given, yes }: CreateRequest, openTerminal: OpenTerminal): Promise<string> {
  const known = dir ?? given.name ?? (yes ? proposedFolder : undefined);
  if (known !== undefined) return known;
  const terminal = await openTerminal();
  if (terminal === undefined) {
    throw new ServiceError('ANSWER_MISSING', { question: 'The folder for the service', flag: 'the argument [dir]' });
  }
  return terminal.line('Folder for the service', proposedFolder);
}

/**
 * The starter, as given or asked for; with `--yes` the default one, which is said on `err`.
 *
 * @throws ServiceError `ANSWER_MISSING`
 */
export async function chooseStarter(
  { starter, yes }: CreateRequest,
  openTerminal: OpenTerminal,
  err: Sink,
  world: SourceWorld,
): Promise<string> {
  if (starter !== undefined) return starter;
  if (yes) {
    const id = defaultStarterId();
    err.write(`No --starter was given: taking ${id}.\n`);
    return id;
  }
  const starters = listBuiltInStarters();
  const terminal = await openTerminal();
  if (terminal === undefined) {
    const ids = starters.map(({ manifest }) => manifest.id).join('|');
    throw new ServiceError('ANSWER_MISSING', { question: 'The starter', flag: `--starter ${ids}` });
  }
  const builtIn = starters.map(({ manifest: { id, title, description } }) => ({
    value: id,
    label: title,
    hint: description,
  }));
  const added = openCache(world)
    .list()
    .map(({ id, resolved }) => ({ value: id, label: id, hint: resolved }));
  const taken = new Set(builtIn.map(({ value }) => value));
  const choices = [...builtIn, ...added.filter(({ value }) => !taken.has(value) && taken.add(value))];
  return terminal.pick('What do you want to start from?', choices, defaultStarterId());
}
