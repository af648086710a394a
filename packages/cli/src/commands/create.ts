import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { createdData, createFlags, createProject, createRequestOf, summary } from '@planqk-service/starter-kit/command';
import { ServiceCommand } from '../base-command.ts';
import { createWorld } from '../create-world.ts';

/** The same flags as those of create-planqk-service, from the same list. */
const flags = Object.fromEntries(
  createFlags.map(({ name, short, valueName, multiple = false, summary: description }) => {
    const common = { description: `${description}.`, ...(short !== undefined && { char: short as 'y' }) };
    if (valueName === undefined) return [name, Flags.boolean(common)];
    const helpValue = valueName.slice(1, -1).toUpperCase();
    const option = multiple
      ? Flags.string({ ...common, helpValue, multiple, multipleNonGreedy: true })
      : Flags.string({ ...common, helpValue });
    return [name, option];
  }),
);

export default class Create extends ServiceCommand {
  static override summary = 'Make a new service from a starter.';
  static override description =
    `Asks on a terminal for what is not said with flags; without one, and with --json, nothing is asked, and DIR and --starter (or --yes) have to be given. Writes all of the project or nothing.

A starter is data: none of its code runs. --starter takes the id of a built-in or fetched starter ("planqk-service starters list"), a folder, a tarball, a package with its version, or a git address with a branch, tag, commit or version range behind "#". What was fetched once is used from then on, also without a network.

"npx create-planqk-service" does the same, without installing the rest of these tools.

Exit codes: 0 fine, 2 usage, 3 the folder or the starter cannot be used, 130 interrupted.`;
  static override examples = [
    '<%= config.bin %> create my-service',
    '<%= config.bin %> create my-service --starter python --yes',
    '<%= config.bin %> create my-service --starter @acme/starter-julia@^1 --var juliaVersion=1.11',
    '<%= config.bin %> create my-service --starter git+https://git.example.org/starter.git#v1',
  ];
  static override args = {
    dir: Args.string({ description: 'Folder for the new service.', ignoreStdin: true }),
  };
  static override flags = flags;

  async run(): Promise<void> {
    const parsed = await this.parse(Create);
    const request = createRequestOf(parsed.args.dir, parsed.flags);
    const world = createWorld(this.world);
    const created = await createProject(request, world);
    this.answer(request.json, createdData(created, world.cwd), summary(created, world.cwd, world.out));
  }
}
