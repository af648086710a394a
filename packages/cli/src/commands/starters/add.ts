import * as Args from '@oclif/core/args';
import { addStarter } from '@planqk-service/starter-kit';
import { ServiceCommand } from '../../base-command.ts';
import { offlineFlag } from '../../starter-flags.ts';

export default class StartersAdd extends ServiceCommand {
  static override summary = 'Fetch a starter, to be used by its id and without a network.';
  static override description =
    `Takes a package of the npm registry with or without a version, a git address with a branch, tag, commit or version range behind "#", or a tarball. npm and git are configured as you have configured them: registries, credentials, proxies.

What is fetched is checked before it is kept, and none of its code runs. Fetches anew what is here already: a range, a tag or a branch may mean another version today.

Exit codes: 0 fine, 2 usage, 3 it does not exist, may not be read, cannot be reached or is no harmless starter.`;
  static override examples = [
    '<%= config.bin %> starters add @acme/starter-julia@^1',
    '<%= config.bin %> starters add git+ssh://git@git.example.org/starter.git#v1',
    '<%= config.bin %> starters add ./starter-julia-1.0.0.tgz',
  ];
  static override usage = '<%= command.id %> SPEC [FLAGS]';
  static override args = {
    spec: Args.string({ description: 'Where the starter is.', required: true, ignoreStdin: true }),
  };
  static override flags = offlineFlag;

  async run(): Promise<void> {
    const { args, flags } = await this.parse(StartersAdd);
    const { cwd, env, interruption } = this.world;
    const { offline } = flags;
    const { starter, use } = await addStarter(args.spec, { cwd, env, offline, signal: interruption.requested });
    const { id, resolved } = starter;
    const other = use === id ? '' : ` (--starter ${id} is the built-in one)`;
    this.answer(flags.json, { starter, use }, `Added ${id} (${resolved}): use it with --starter ${use}${other}.\n`);
  }
}
