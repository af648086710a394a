import { type ListedStarter, listStarters } from '@planqk-service/starter-kit';
import { ServiceCommand } from '../../base-command.ts';
import { table } from '../../render/table.ts';

export default class StartersList extends ServiceCommand {
  static override summary = 'Show the starters that are here.';
  static override description =
    'Shows the built-in starters and those that were fetched before, each with its version, language, generation of the contract, what it was fetched from, whether "starters verify" has passed it on this machine (built-in ones passed it before they were published), and what to give to --starter: the id, unless that means another one. Needs no network.';
  static override examples = [
    '<%= config.bin %> starters list',
    "<%= config.bin %> starters list --json | jq -r '.data.starters[].id'",
  ];
  static override usage = '<%= command.id %> [FLAGS]';

  async run(): Promise<void> {
    const { flags } = await this.parse(StartersList);
    const starters = listStarters(this.world);
    const rows = starters.map(({ id, version, language, contract, verified, origin, resolved, use }) => [
      id,
      version ?? '',
      language,
      contract,
      verifiedBy(origin, verified),
      origin,
      resolved,
      use,
    ]);
    const text = table(
      ['STARTER', 'VERSION', 'LANGUAGE', 'CONTRACT', 'VERIFIED', 'ORIGIN', 'FROM', 'USE AS'],
      rows,
      this.world.stdout,
    );
    this.answer(flags.json, { starters }, text);
  }
}

function verifiedBy(origin: ListedStarter['origin'], verified: boolean): string {
  if (verified) return 'yes';
  return origin === 'built-in' ? 'built-in' : 'no';
}
