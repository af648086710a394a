import { runCheck, specRules } from '@planqk-service/core';
import { findSpec } from '../../actions/open-spec.ts';
import { ServiceCommand } from '../../base-command.ts';
import { checkFlags } from '../../check-flags.ts';
import { dirArgs } from '../../engine-flags.ts';
import { tellCheck } from '../../render/tell-check.ts';

export default class SpecCheck extends ServiceCommand {
  static override summary = 'Find mistakes in openapi-spec.yml.';
  static override description =
    `Looks whether the specification is valid OpenAPI 3.0, whether it describes the operations and the job that the platform provides, and whether its references, schemas and examples hold. The same rules are part of "check", which also holds the samples against the specification.

Exit codes: 0 no errors, 2 usage, 3 errors, or more warnings than --max-warnings.`;
  static override examples = [
    '<%= config.bin %> spec check',
    '<%= config.bin %> spec check --max-warnings 0 --format github',
    "<%= config.bin %> spec check --json | jq -r '.data.findings[].rule'",
  ];
  static override args = dirArgs;
  static override flags = checkFlags;

  async run(): Promise<void> {
    const { args, flags } = await this.parse(SpecCheck);
    const check = async () => {
      const { files, prefix } = await findSpec(args.dir, this.world);
      return { ...(await runCheck(files, specRules)), dir: files.dir, prefix, fixed: [] };
    };
    const { version } = this.config;
    process.exitCode = await tellCheck(check, flags, { rules: specRules, version, world: this.world });
  }
}
