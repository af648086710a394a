import { Args, Flags } from '@oclif/core';
import { ServiceCommand } from '../base-command.ts';
import { styleFor } from '../render/style.ts';

const marks = { ok: ['green', '✔'], warning: ['yellow', '!'], error: ['red', '✘'] } as const;

export default class Doctor extends ServiceCommand {
  static override summary = 'Tell what was looked for and found, and what helps.';
  static override description =
    'Looks for container engines in every known place, at the one that would be used, its platform and disk, and at the tools that the project needs for --engine process. Removes containers that killed runs have left behind. Exits with 9 when there is no engine.';
  static override examples = ['<%= config.bin %> doctor', '<%= config.bin %> doctor --json | jq .data.engine'];
  static override args = {
    dir: Args.string({ description: 'Folder of the project.', default: '.' }),
  };
  static override flags = {
    'docker-host': Flags.string({ description: 'Look only at this address.', helpValue: 'ADDRESS' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Doctor);
    const { examine } = await import('../actions/examine.ts');
    const examination = await examine(args.dir, flags['docker-host'], this.world);
    const style = styleFor(this.world.stdout);
    const lines = examination.findings.map(({ level, subject, detail, remedy }) => {
      const [colour, mark] = marks[level];
      return `${style(colour, mark)} ${subject}: ${detail}${remedy === '' ? '' : `\n    ${style('cyan', 'Try:')} ${remedy}`}\n`;
    });
    this.answer(flags.json, examination, lines.join(''));
    process.exitCode = examination.engine === undefined ? 9 : 0;
  }
}
