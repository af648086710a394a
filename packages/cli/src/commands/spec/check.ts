import { runCheck, ServiceError, specRules } from '@planqk-service/core';
import { findSpec } from '../../actions/open-spec.ts';
import { ServiceCommand } from '../../base-command.ts';
import { dirArgs } from '../../engine-flags.ts';
import { checkReport } from '../../render/check-json.ts';
import { checkText } from '../../render/check-text.ts';
import { reportError } from '../../render/report-error.ts';

export default class SpecCheck extends ServiceCommand {
  static override summary = 'Find mistakes in openapi-spec.yml.';
  static override description =
    `Looks whether the specification is valid OpenAPI 3.0, whether it describes the operations and the job that the platform provides, and whether its references, schemas and examples hold. The same rules are part of "check", which also holds the samples against the specification.

Exit codes: 0 no errors, 2 usage, 3 errors.`;
  static override examples = [
    '<%= config.bin %> spec check',
    "<%= config.bin %> spec check --json | jq -r '.data.findings[].rule'",
  ];
  static override args = dirArgs;

  async run(): Promise<void> {
    const { args, flags } = await this.parse(SpecCheck);
    const { files, prefix } = await findSpec(args.dir, this.world);
    const result = { ...(await runCheck(files, specRules)), dir: files.dir, prefix, fixed: [] };
    const count = (severity: string) => result.findings.filter((finding) => finding.severity === severity).length;
    const [errors, warnings] = [count('error'), count('warning')];
    const problem =
      errors > 0 ? new ServiceError('CHECK_FAILED', { errors, warnings, maxWarnings: undefined }) : undefined;
    const report = checkReport(result);
    if (problem !== undefined && flags.json) reportError(problem, { json: true, data: report }, this.world);
    else this.answer(flags.json, report, flags.json ? '' : checkText(result, this.world.stdout));
    process.exitCode = problem?.exitCode ?? 0;
  }
}
