import { defaultBase, isPrivate, parseBase, showBase } from '../client/address.ts';
import { systemClock } from '../client/clock.ts';
import { ServiceClient } from '../client/service-client.ts';
import { findToken } from '../client/token.ts';
import { parseDuration } from '../input/duration.ts';
import { JobView } from '../render/job-view.ts';
import type { World } from '../world.ts';

export interface ApiFlags {
  readonly url?: string | undefined;
  readonly token?: string | undefined;
  readonly 'token-file'?: string | undefined;
  readonly 'token-command'?: string | undefined;
  readonly patience: string;
}

/** A client, what it shows on stderr, and how long it bears a server that does not answer. */
export interface OpenClient {
  readonly client: ServiceClient;
  readonly view: JobView;
  readonly patienceMs: number;
  /** The command line that does `words` for the same server. */
  readonly command: (words: string) => string;
}

/**
 * The client that the flags describe.
 *
 * @throws ServiceError FLAG_INVALID
 */
export async function openClient(
  flags: ApiFlags,
  world: Pick<World, 'env' | 'stderr'>,
  fetch = globalThis.fetch,
): Promise<OpenClient> {
  const base = parseBase(flags.url ?? (world.env['PLANQK_SERVICE_URL'] || defaultBase));
  const token = await findToken(flags, world.env);
  const patienceMs = parseDuration('--patience', flags.patience);
  const view = new JobView(world.stderr);
  if (token.current !== undefined && !isPrivate(base))
    view.note(`The token is sent to ${base.host} without encryption.`);
  const same = [
    ...(showBase(base) === defaultBase ? [] : [`--url ${showBase(base)}`]),
    // A token itself is repeated nowhere; where it comes from may be.
    ...(['token-file', 'token-command'] as const).flatMap((name) => {
      const value = flags.token === undefined ? flags[name] : undefined;
      return value === undefined ? [] : [`--${name} ${quoted(value)}`];
    }),
  ];
  const command = (words: string) => ['planqk-service call', words, ...same].join(' ');
  const client = new ServiceClient({
    base,
    token,
    clock: systemClock,
    fetch,
    onTrouble: (reason) => view.trouble(`${showBase(base)}: ${reason}; trying again.`),
    resumeCommand: (id) => command(`result ${id} --wait`),
  });
  return { client, view, patienceMs, command };
}

/** As a shell takes it for one word. */
function quoted(text: string): string {
  return /^[\w@%+=:,./~-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
