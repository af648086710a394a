import * as Args from '@oclif/core/args';
import { removeStarters } from '@planqk-service/starter-kit';
import { ServiceCommand } from '../../base-command.ts';

export default class StartersRemove extends ServiceCommand {
  static override summary = 'Forget a fetched starter.';
  static override description =
    'Removes what was fetched by this id, or by exactly this spec, from the cache. Projects made from it stay as they are; built-in starters cannot be removed.';
  static override examples = [
    '<%= config.bin %> starters remove julia',
    '<%= config.bin %> starters remove @acme/starter-julia@^1',
  ];
  static override usage = '<%= command.id %> STARTER [FLAGS]';
  static override args = {
    starter: Args.string({ description: 'Its id, or what it was fetched by.', required: true, ignoreStdin: true }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(StartersRemove);
    const removed = removeStarters(args.starter, this.world);
    const text = removed.map(({ id, resolved }) => `Removed ${id} (${resolved}).\n`).join('');
    this.answer(flags.json, { removed }, text);
  }
}
