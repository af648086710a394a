import * as Flags from '@oclif/core/flags';
import { isServiceError, type Rule, ServiceError } from '@planqk-service/core';
import type { CheckedProject } from './actions/check-project.ts';
import { ServiceCommand } from './base-command.ts';
import { parseWhole } from './input/number.ts';
import { githubAnnotations } from './render/check-github.ts';
import { checkReport } from './render/check-json.ts';
import { sarifLog } from './render/check-sarif.ts';
import { checkText } from './render/check-text.ts';
import { reportError } from './render/report-error.ts';

/** How findings are told, and when they are too many. */
export const reportFlags = {
  format: Flags.string({
    description: 'How to tell it; github: annotations of a workflow, sarif: SARIF 2.1.0, json: as with --json.',
    options: ['text', 'json', 'sarif', 'github'],
    default: 'text',
  }),
  'max-warnings': Flags.string({
    description: 'Exit with 3 when there are more warnings than this.',
    helpValue: 'N',
  }),
};

interface ReportFlags {
  readonly json: boolean;
  readonly format: string;
  readonly 'max-warnings': string | undefined;
}

/** A command that answers with findings. */
export abstract class CheckCommand extends ServiceCommand {
  /**
   * Checks, tells the findings as the flags want it, and sets the exit code.
   *
   * @param rules all that were asked, for formats that describe them
   */
  protected async report(
    flags: ReportFlags,
    rules: readonly Rule[],
    check: () => Promise<CheckedProject>,
  ): Promise<void> {
    const format = flags.json ? 'json' : flags.format;
    const wanted = flags['max-warnings'];
    const maxWarnings =
      wanted === undefined ? undefined : parseWhole('--max-warnings', wanted, { from: 0, to: 999_999_999 });
    try {
      const result = await check();
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
          sarif: async () => sarifLog(result, { version, rules, help: await loadHelp() }),
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

/** What each rule is about, by its id. */
export async function loadHelp(): Promise<Readonly<Record<string, string>>> {
  return (await import('./render/check-help.gen.ts')).checkHelp;
}
