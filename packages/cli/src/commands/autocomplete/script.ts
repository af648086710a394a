// The plugin exports no commands, as oclif looks into its folder; here they are part of the bundle.
import Plugin from '../../../node_modules/@oclif/plugin-autocomplete/lib/commands/autocomplete/script.js';
import { completionShell } from '../../completion-shell.ts';

export default class Script extends Plugin {
  override async run(): Promise<void> {
    const { args } = await this.parse(Plugin);
    if (args.shell === undefined) this.argv.push(completionShell(process.env, process.platform));
    await super.run();
  }
}
