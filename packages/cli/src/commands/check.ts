import * as Flags from '@oclif/core/flags';
import { allRules, isServiceError, nearest, ServiceError } from '@planqk-service/core';
import { checkProject } from '../actions/check-project.ts';
import { ServiceCommand } from '../base-command.ts';
import { dirArgs, sampleRunFlags } from '../engine-flags.ts';
import { githubAnnotations } from '../render/check-github.ts';
import { checkReport } from '../render/check-json.ts';
import { sarifLog } from '../render/check-sarif.ts';
import { checkText } from '../render/check-text.ts';
import { reportError } from '../render/report-error.ts';

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
    format: Flags.string({
      description: 'How to tell it; github: annotations of a workflow, sarif: SARIF 2.1.0, json: as with --json.',
      options: ['text', 'json', 'sarif', 'github'],
      default: 'text',
    }),
    'max-warnings': Flags.string({
      description: 'Exit with 3 when there are more warnings than this.',
      helpValue: 'N',
    }),
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
    const format = flags.json ? 'json' : flags.format;
    const maxWarnings = parseMaxWarnings(flags['max-warnings']);
    try {
      // Loaded only now: without --run a check is done sooner than that is read.
      const { runSample } = flags.run ? await import('../actions/run-sample.ts') : {};
      const run = runSample && ((dir: string) => runSample(dir, flags, this.world));
      const result = await checkProject(args.dir, { fix: flags.fix, run }, this.world);
      if (result.notRun !== undefined && format !== 'json')
        this.world.stderr.write(`! The service could not be run: ${result.notRun.message}\n`);
      const count = (severity: string) => result.findings.filter((finding) => finding.severity === severity).length;
      const [errors, warnings] = [count('error'), count('warning')];
      const failed = errors > 0 || warnings > (maxWarnings ?? Number.POSITIVE_INFINITY);
      const problem = failed ? new ServiceError('CHECK_FAILED', { errors, warnings, maxWarnings }) : undefined;
      if (format === 'json') {
        const report = checkReport(result);
        if (problem === undefined) this.answer(true, report, '');
        else reportError(problem, { json: true, data: report }, this.world);
      } else {
        const { version } = this.config;
        const text = {
          text: () => checkText(result, this.world.stdout),
          github: () => githubAnnotations(result),
          sarif: async () => sarifLog(result, { version, rules: allRules, help: await loadHelp() }),
        }[format as 'text' | 'github' | 'sarif'];
        this.answer(false, undefined, await text());
      }
      process.exitCode = problem?.exitCode ?? 0;
    } catch (error) {
      // Whoever asked for JSON by --format gets errors as JSON too.
      if (format !== 'json' || flags.json || !isServiceError(error)) throw error;
      process.exitCode = reportError(error, { json: true }, this.world);
    }
  }
}

async function loadHelp(): Promise<Readonly<Record<string, string>>> {
  return (await import('../render/check-help.gen.ts')).checkHelp;
}

async function explainRule(id: string): Promise<{ readonly id: string; readonly help: string }> {
  const all = await loadHelp();
  const { [id]: help } = all;
  if (help !== undefined && Object.hasOwn(all, id)) return { id, help };
  const example = nearest(id, Object.keys(all)) ?? 'dockerfile-root-user';
  throw new ServiceError('FLAG_INVALID', { flag: '--explain', value: id, reason: 'that is no rule', example });
}

function parseMaxWarnings(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  const reason = 'that is no number from 0 up';
  throw new ServiceError('FLAG_INVALID', { flag: '--max-warnings', value: text, reason, example: '0' });
}
