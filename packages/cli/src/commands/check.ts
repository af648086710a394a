import * as Flags from '@oclif/core/flags';
import { allRules, nearest, ServiceError } from '@planqk-service/core';
import { checkProject } from '../actions/check-project.ts';
import { ServiceCommand } from '../base-command.ts';
import { checkFlags } from '../check-flags.ts';
import { dirArgs, sampleRunFlags } from '../engine-flags.ts';
import { loadHelp, tellCheck } from '../render/tell-check.ts';

export default class Check extends ServiceCommand {
  static override summary = 'Find mistakes before you build or deploy.';
  static override description =
    `Looks at the Dockerfile, planqk.json, the sample input, the recorded cases and the API specification, and tells every mistake with its place and what to do. Needs no engine and no network, and changes nothing unless --fix is given. With --run it also builds the service, runs it on input/ as "planqk-service run" does, and holds what it prints against the specification: the result or the error, and every interim result.

Every finding names its rule, which --explain and docs/checks.md explain. A finding that is of no concern is silenced in planqk-service.json, with the reason: {"check": {"silence": [{"rule": "dockerfile-root-user", "reason": "..."}]}}.

Exit codes: 0 no errors, 2 usage, 3 errors, or more warnings than --max-warnings; with --run also 4 build failed, 9 no engine, 130 interrupted.`;
  static override examples = [
    '<%= config.bin %> check',
    '<%= config.bin %> check ./my-service --max-warnings 0',
    '<%= config.bin %> check --fix',
    '<%= config.bin %> check --explain dockerfile-root-user',
    '<%= config.bin %> check --run --timeout 5m',
    '<%= config.bin %> check --format sarif > check.sarif',
    "<%= config.bin %> check --json | jq -r '.data.findings[].rule'",
  ];
  static override args = dirArgs;
  static override flags = {
    ...checkFlags,
    explain: Flags.string({
      description: 'Say what a rule is about, and what to do; nothing is checked.',
      helpValue: 'RULE',
    }),
    fix: Flags.boolean({ description: 'Mend what can be mended mechanically, then check again.' }),
    ...sampleRunFlags,
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Check);
    if (flags.explain !== undefined) {
      const rule = await explainRule(flags.explain);
      this.answer(flags.json, rule, `${rule.id}\n\n${rule.help}\n`);
      return;
    }
    const check = async () => {
      // Loaded only now: without --run a check is done sooner than that is read.
      const { runSample } = flags.run ? await import('../actions/run-sample.ts') : {};
      const run = runSample && ((dir: string) => runSample(dir, flags, this.world));
      return checkProject(args.dir, { fix: flags.fix, run }, this.world);
    };
    const { version } = this.config;
    process.exitCode = await tellCheck(check, flags, { rules: allRules, version, world: this.world });
  }
}

async function explainRule(id: string): Promise<{ readonly id: string; readonly help: string }> {
  const all = await loadHelp();
  const { [id]: help } = all;
  if (help !== undefined && Object.hasOwn(all, id)) return { id, help };
  const example = nearest(id, Object.keys(all)) ?? 'dockerfile-root-user';
  throw new ServiceError('FLAG_INVALID', { flag: '--explain', value: id, reason: 'that is no rule', example });
}
