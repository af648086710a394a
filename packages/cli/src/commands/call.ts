import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { loadProject } from '@planqk-service/core';
import { followJob } from '../actions/follow-job.ts';
import { openClient } from '../actions/open-client.ts';
import { submitJob } from '../actions/submit-job.ts';
import { apiFlags, waitFlags } from '../api-flags.ts';
import { ServiceCommand } from '../base-command.ts';
import { showBase } from '../client/address.ts';
import { parseDuration } from '../input/duration.ts';
import { readInput } from '../input/read-input.ts';
import { inputFlags } from '../input-flags.ts';
import { tellJob } from '../render/tell-job.ts';

export default class Call extends ServiceCommand {
  static override summary = 'Call a service through its API, here or on the platform, and print its result.';
  static override description =
    `Creates a job, waits until it has ended, shows its interim results on stderr and prints the result JSON on stdout. The API is that of "planqk-service serve", or any other by --url.

--data and --params take JSON text, @FILE, or - for standard input; without them the files of the project's input/ folder are used.

Waiting: the job is asked for after 0.25 s, then after pauses that grow by half up to 5 s, each 20 % longer or shorter by chance; whenever something has changed they begin anew. Retry-After is honoured. Broken connections, 408, 425, 429, 5xx and the status UNKNOWN are waited away. Only the request that creates the job is never repeated when it is not known what became of it: the job might run twice. Ctrl-C leaves the job running and says how to get back to it.

Exit codes: 0 a result was printed, 2 usage, 3 invalid input or unknown job, 5 the service failed, 6 no or no valid result, 7 timed out, 8 the API cannot be reached or refuses, 130 interrupted or cancelled.`;
  static override examples = [
    '<%= config.bin %> call',
    `<%= config.bin %> call --data '{"qubits": 5}' --timeout 5m`,
    '<%= config.bin %> call --url https://gateway.example/ghz/v1 --token-file token.txt --data @data.json --params @params.json',
    '<%= config.bin %> call --detach',
  ];
  static override args = {
    // Otherwise oclif takes it from standard input, which belongs to `--data -`.
    dir: Args.string({ description: 'Folder of the project whose input/ is sent (default: here).', ignoreStdin: true }),
  };
  static override flags = {
    ...inputFlags,
    ...waitFlags,
    detach: Flags.boolean({
      char: 'd',
      description: 'Print the id of the job and do not wait.',
      helpGroup: 'WAITING',
      exclusive: ['timeout', 'cancel-on-interrupt'],
    }),
    ...apiFlags,
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Call);
    const { world } = this;
    const timeoutMs = flags.timeout === undefined ? undefined : parseDuration('--timeout', flags.timeout);
    const wantsSample = flags.data === undefined || flags.params === undefined || args.dir !== undefined;
    const project = wantsSample ? await loadProject(args.dir ?? '.', world.platform) : undefined;
    const { input, warnings } = await readInput(flags, project, world, 'planqk-service call');
    const open = await openClient(flags, world);
    for (const warning of warnings) open.view.note(warning);

    const url = showBase(open.client.base);
    const job = await submitJob(open, input, world);
    open.view.accepted(job.id, url);
    if (flags.detach) {
      this.answer(flags.json, { url, job: job.json }, `${job.id}\n`);
      return;
    }
    const options = { timeoutMs, cancelOnInterrupt: flags['cancel-on-interrupt'] };
    process.exitCode = tellJob(await followJob(open, job.id, options, world), url, flags.json, world);
  }
}
