import { isServiceError, type Rule, ServiceError, successEnvelope } from '@planqk-service/core';
import type { CheckedProject } from '../actions/check-project.ts';
import { parseCount } from '../input/count.ts';
import type { World } from '../world.ts';
import { githubAnnotations } from './check-github.ts';
import { checkReport } from './check-json.ts';
import { sarifLog } from './check-sarif.ts';
import { checkText } from './check-text.ts';
import { reportError } from './report-error.ts';

/** What `checkFlags` and `--json` say. */
export interface CheckFlags {
  readonly json: boolean;
  readonly format: string;
  readonly 'max-warnings'?: string | undefined;
}

/** Who checks, by which rules: a SARIF log lists them. */
interface Checker {
  readonly rules: readonly Rule[];
  readonly version: string;
  readonly world: World;
}

/**
 * Checks, and tells what was found as the flags want it.
 *
 * @returns the exit code: 0, or that of CHECK_FAILED where there are errors, or more warnings than `--max-warnings`
 * @throws ServiceError FLAG_INVALID before anything is checked; what `check` throws, unless `--format json` has told it
 */
export async function tellCheck(
  check: () => Promise<CheckedProject>,
  flags: CheckFlags,
  { rules, version, world }: Checker,
): Promise<number> {
  const format = flags.json ? 'json' : flags.format;
  const limit = flags['max-warnings'];
  const maxWarnings = limit === undefined ? undefined : parseCount('--max-warnings', limit, 0);
  try {
    const result = await check();
    if (result.notRun !== undefined && format !== 'json')
      world.stderr.write(`! The service could not be run: ${result.notRun.message}\n`);
    const problem = problemOf(result, maxWarnings);
    if (format === 'json') {
      const report = checkReport(result);
      if (problem === undefined) world.stdout.write(successEnvelope(report));
      else reportError(problem, { json: true, data: report }, world);
    } else {
      const text = {
        text: () => checkText(result, world.stdout),
        github: () => githubAnnotations(result),
        sarif: async () => sarifLog(result, { version, rules, help: await loadHelp() }),
      }[format as 'text' | 'github' | 'sarif'];
      world.stdout.write(await text());
    }
    return problem?.exitCode ?? 0;
  } catch (error) {
    // Whoever asked for JSON by --format gets errors as JSON too.
    if (format !== 'json' || flags.json || !isServiceError(error)) throw error;
    return reportError(error, { json: true }, world);
  }
}

/** What the rules are about, in Markdown, by id; long, so that it is loaded only when it is told. */
export async function loadHelp(): Promise<Readonly<Record<string, string>>> {
  return (await import('./check-help.gen.ts')).checkHelp;
}

function problemOf({ findings }: CheckedProject, maxWarnings: number | undefined): ServiceError | undefined {
  const count = (severity: string) => findings.filter((finding) => finding.severity === severity).length;
  const [errors, warnings] = [count('error'), count('warning')];
  if (errors === 0 && warnings <= (maxWarnings ?? Number.POSITIVE_INFINITY)) return undefined;
  return new ServiceError('CHECK_FAILED', { errors, warnings, maxWarnings });
}
