import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { defaultBase, parseJobId } from './client/address.ts';

/** Which Service API, for commands that call one. */
export const apiFlags = {
  url: Flags.string({
    description: `Base of the Service API (default: PLANQK_SERVICE_URL, or ${defaultBase}).`,
    helpValue: 'URL',
    helpGroup: 'API',
  }),
  token: Flags.string({
    description: 'Bearer token; others can see it in the list of processes, so rather use PLANQK_TOKEN or a file.',
    helpValue: 'TOKEN',
    helpGroup: 'API',
    exclusive: ['token-file', 'token-command'],
  }),
  'token-file': Flags.string({
    description: 'File with the bearer token; read again when the token is refused (default: PLANQK_TOKEN).',
    helpValue: 'FILE',
    helpGroup: 'API',
    exclusive: ['token-command'],
  }),
  'token-command': Flags.string({
    description: 'Command that prints the bearer token; run again when the token is refused.',
    helpValue: 'COMMAND',
    helpGroup: 'API',
  }),
  patience: Flags.string({
    description: 'Give a server up that has not answered usefully for this long.',
    helpValue: 'DURATION',
    helpGroup: 'API',
    default: '5m',
  }),
};

/** How to wait for the end of a job. */
export const waitFlags = {
  timeout: Flags.string({
    description: 'Stop waiting after this time, such as 90s, 5m or 2h; the job goes on (default: wait until it ends).',
    helpValue: 'DURATION',
    helpGroup: 'WAITING',
  }),
  'cancel-on-interrupt': Flags.boolean({
    description: 'Ctrl-C cancels the job instead of leaving it running.',
    helpGroup: 'WAITING',
  }),
};

export const idArgs = {
  // Otherwise oclif takes it from standard input.
  id: Args.string({
    description: 'Id of the job.',
    required: true,
    ignoreStdin: true,
    parse: async (text) => parseJobId(text),
  }),
};
