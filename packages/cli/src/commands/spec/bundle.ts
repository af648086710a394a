import * as Flags from '@oclif/core/flags';
import { bundleSpec } from '@planqk-service/core';
import { openSpec } from '../../actions/open-spec.ts';
import { ServiceCommand } from '../../base-command.ts';
import { dirArgs } from '../../engine-flags.ts';
import { deliver } from '../../render/deliver.ts';

export default class SpecBundle extends ServiceCommand {
  static override summary = 'Write openapi-spec.yml as one file without references.';
  static override description =
    'Writes every $ref out, those to other files of the project included, for tools that want one file. A schema that contains itself stays a reference, and so do all schemas where they repeat each other so often that the file would be a million characters longer.';
  static override examples = [
    '<%= config.bin %> spec bundle > bundled.yml',
    '<%= config.bin %> spec bundle --output build/openapi.yml',
  ];
  static override args = dirArgs;
  static override flags = {
    output: Flags.string({ char: 'o', description: 'Write to this file instead of stdout.', helpValue: 'FILE' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(SpecBundle);
    const { spec, files } = await openSpec(args.dir, this.world);
    const text = await bundleSpec(spec, (path) => files.text(path));
    const output = await deliver(text, flags.output, flags.json, this.world);
    if (flags.json) this.answer(true, { output, text: output === undefined ? text : undefined }, '');
  }
}
