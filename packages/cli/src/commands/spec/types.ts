import * as Flags from '@oclif/core/flags';
import { generateTypes, type TypeLanguage, typeLanguages } from '@planqk-service/core';
import { openSpec } from '../../actions/open-spec.ts';
import { ServiceCommand } from '../../base-command.ts';
import { dirArgs } from '../../engine-flags.ts';
import { deliver } from '../../render/deliver.ts';

export default class SpecTypes extends ServiceCommand {
  static override summary = 'Write models of input and result in your language.';
  static override description =
    'Makes types of the schemas in openapi-spec.yml: InputData, InputParams, InterimResultResponse, ResultResponse and ErrorResponse. Rust needs the crates serde and serde_json.';
  static override examples = [
    '<%= config.bin %> spec types --lang go --output internal/models/models.go',
    '<%= config.bin %> spec types --lang python > service/models.py',
  ];
  static override args = dirArgs;
  static override flags = {
    lang: Flags.string({ description: 'The language.', options: [...typeLanguages], required: true }),
    output: Flags.string({ char: 'o', description: 'Write to this file instead of stdout.', helpValue: 'FILE' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(SpecTypes);
    const { spec } = await openSpec(args.dir, this.world);
    const language = flags.lang as TypeLanguage;
    const text = await generateTypes(spec.root, language);
    const output = await deliver(text, flags.output, flags.json, this.world);
    if (flags.json) this.answer(true, { language, output, text: output === undefined ? text : undefined }, '');
  }
}
