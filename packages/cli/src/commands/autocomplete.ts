// The plugin exports no commands, as oclif looks into its folder; here they are part of the bundle.
import Plugin from '../../node_modules/@oclif/plugin-autocomplete/lib/commands/autocomplete/index.js';
import { completionShell } from '../completion-shell.ts';

export default class Autocomplete extends Plugin {
  static override summary = 'Set up completion for bash, zsh or PowerShell.';
  static override description =
    'Writes scripts that complete commands and flags into the folder for caches, and tells what to add to the settings of the shell. Repeat it with --refresh-cache after an update.';
  static override examples = [
    '<%= config.bin %> autocomplete',
    '<%= config.bin %> autocomplete zsh',
    '<%= config.bin %> autocomplete --refresh-cache',
  ];

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(Plugin);
    if (args.shell === undefined && !flags['refresh-cache'])
      this.argv.push(completionShell(process.env, process.platform));
    await super.run();
  }
}
