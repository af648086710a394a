import { basename, resolve } from 'node:path';
import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { newStarter } from '@planqk-service/starter-kit';
import { ServiceCommand } from '../../base-command.ts';

export default class StartersNew extends ServiceCommand {
  static override summary = 'Begin a starter of your own, for a language that has none.';
  static override description =
    'Makes a starter package that passes "starters verify" from the start: a service in POSIX shell, which you replace by one in your language, file by file. docs/guides/write-a-starter.md goes through it, from here to a package that others use.';
  static override examples = [
    '<%= config.bin %> starters new ./starter-julia --language Julia',
    '<%= config.bin %> starters new . --id acme-go --language Go',
  ];
  static override usage = '<%= command.id %> DIR [FLAGS]';
  static override args = {
    dir: Args.string({ description: 'Folder for the new starter.', required: true, ignoreStdin: true }),
  };
  static override flags = {
    id: Flags.string({ description: 'Its id (default: the folder\'s name without "starter-").', helpValue: 'ID' }),
    force: Flags.boolean({
      description: 'Write into a folder that is not empty; files of the same name are replaced.',
    }),
    language: Flags.string({ description: 'The language of its services (default: as the id).', helpValue: 'NAME' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(StartersNew);
    const { cwd, env, interruption } = this.world;
    const dir = resolve(cwd, args.dir);
    const id = flags.id ?? basename(dir).replace(/^(planqk-)?starter-/, '');
    const language = flags.language ?? `${id.slice(0, 1).toUpperCase()}${id.slice(1)}`;
    const files = await newStarter({ dir, id, language, force: flags.force }, { env, signal: interruption.requested });
    const next = `planqk-service starters verify ${args.dir}`;
    this.answer(
      flags.json,
      { dir, id, language, files },
      `Made the starter ${id} in ${args.dir}.\n\nNext:\n  ${next}\n`,
    );
  }
}
