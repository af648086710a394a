import * as Args from '@oclif/core/args';
import { removeStarters } from '@planqk-service/starter-kit';
import { ServiceCommand } from '../../base-command.ts';

export default class StartersRemove extends ServiceCommand {
  static override summary = 'Forget a fetched starter.';
  static override description =
    'Forgets what was fetched by this id, or by exactly this spec. Its files stay in the cache, because "planqk-service upgrade" compares the projects that were made from it with them; they go when you empty the cache folder. Built-in starters cannot be removed.';
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
    const lines = removed.map(({ id, resolved }) => `Removed ${id} (${resolved}).\n`);
    this.answer(flags.json, { removed }, `${lines.join('')}Projects made from it can still be upgraded.\n`);
  }
}
