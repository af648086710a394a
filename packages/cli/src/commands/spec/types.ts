import * as Flags from '@oclif/core/flags';
import { generateTypes, type TypeLanguage, takeInFiles, typeLanguages } from '@planqk-service/core';
import { openSpec } from '../../actions/open-spec.ts';
import { planTypes } from '../../actions/plan-types.ts';
import { ServiceCommand } from '../../base-command.ts';
import { dirArgs } from '../../engine-flags.ts';
import { deliver } from '../../render/deliver.ts';

export default class SpecTypes extends ServiceCommand {
  static override summary = 'Write models of input and result in your language.';
  static override description =
    'Makes types of the schemas in openapi-spec.yml: InputData, InputParams, InterimResultResponse, ResultResponse and ErrorResponse. Without flags, language and file are those that planqk-service.json names, as in {"types": {"lang": "python", "output": "service/models.py"}}. Rust needs the crates serde and serde_json.';
  static override examples = [
    '<%= config.bin %> spec types',
    '<%= config.bin %> spec types --lang go --output internal/models/models.go',
    '<%= config.bin %> spec types --lang python > service/models.py',
  ];
  static override args = dirArgs;
  static override flags = {
    lang: Flags.string({
      description: "The language, in place of the project's; printed to stdout unless there is an --output.",
      options: [...typeLanguages],
    }),
    output: Flags.string({
      char: 'o',
      description: "Write to this file, in place of the project's.",
      helpValue: 'FILE',
    }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(SpecTypes);
    const { spec, files } = await openSpec(args.dir, this.world);
    const asked = { lang: flags.lang as TypeLanguage | undefined, output: flags.output };
    const { lang: language, output: file, isOwn } = await planTypes(args.dir, asked, this.world);
    const text = await generateTypes((await takeInFiles(spec, (path) => files.text(path))) ?? {}, language);
    const output = await deliver(text, file, flags.json, this.world);
    const data = { language, output, text: output === undefined ? text : undefined };
    if (flags.json) this.answer(true, data, '');
    // Nobody has named this file on the command line.
    else if (isOwn) this.answer(false, undefined, `${file} written.\n`);
  }
}
