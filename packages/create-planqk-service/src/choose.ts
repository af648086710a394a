import { ServiceError } from '@planqk-service/core/errors';
import { defaultStarterId, listBuiltInStarters } from '@planqk-service/starter-kit';
import type { Arguments } from './arguments.ts';
import type { Sink, Terminal } from './world.ts';

type OpenTerminal = () => Promise<Terminal | undefined>;

const proposedFolder = 'my-service';

/**
 * The folder for the project, as given, after the service's name, or asked for.
 *
 * @throws ServiceError `ANSWER_MISSING`
 */
export async function chooseFolder({ dir, given, yes }: Arguments, openTerminal: OpenTerminal): Promise<string> {
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
  { starter, yes }: Arguments,
  openTerminal: OpenTerminal,
  err: Sink,
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
  const choices = starters.map(({ manifest }) => ({
    value: manifest.id,
    label: manifest.title,
    hint: manifest.description,
  }));
  return terminal.pick('What do you want to start from?', choices, defaultStarterId());
}
