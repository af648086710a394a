import * as Flags from '@oclif/core/flags';
import { type Finding, outcomeError, ServiceError, specFile } from '@planqk-service/core';
import { type InferredSpec, inferSpec, writeSpec } from '../../actions/infer-spec.ts';
import type { SampleRunFlags } from '../../actions/run-sample.ts';
import { ServiceCommand } from '../../base-command.ts';
import { dirArgs, sampleRunFlags } from '../../engine-flags.ts';
import { checkText } from '../../render/check-text.ts';
import { diffText } from '../../render/diff-text.ts';
import { reportError } from '../../render/report-error.ts';

export default class SpecInfer extends ServiceCommand {
  static override summary = 'Make or update openapi-spec.yml from the samples.';
  static override description =
    `Describes what is in input/ and in every tests/cases/*/ (data.json, params.json, expected.json, expected-error.json), and adds what openapi-spec.yml does not say yet. What you have written stays: keywords, descriptions, order and comments. A sample that contradicts it is reported, and nothing is changed for its sake. With --run it also builds the service, runs it on input/ as "planqk-service run" does, and describes the result and the interim results that it prints.

Exit codes: 0 fine, 2 usage, 3 a sample contradicts the specification, or with --check: it is behind; with --run also the exit codes of "planqk-service run".`;
  static override examples = [
    '<%= config.bin %> spec infer',
    '<%= config.bin %> spec infer --dry-run',
    '<%= config.bin %> spec infer ./my-service --check',
    '<%= config.bin %> spec infer --run',
  ];
  static override args = dirArgs;
  static override flags = {
    'dry-run': Flags.boolean({ description: 'Print the difference, write nothing.' }),
    check: Flags.boolean({ description: 'Write nothing; exit with 3 when something would be added.' }),
    ...sampleRunFlags,
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(SpecInfer);
    const run = flags.run ? await this.#run(args.dir, flags) : undefined;
    const inferred = await inferSpec(args.dir, this.world, run);
    const { isChanged, additions, contradictions, samples, prefix } = inferred;
    const isWritten = isChanged && !flags['dry-run'] && !flags.check;
    if (isWritten) await writeSpec(inferred);
    const file = `${prefix}${specFile}`;
    const diff = flags['dry-run'] && isChanged ? await diffText(file, inferred.before, inferred.text) : undefined;
    const data = { file: specFile, isChanged, isWritten, additions, contradictions, samples, diff };

    const problem = problemOf(inferred, flags.check);
    if (flags.json) {
      if (problem === undefined) this.answer(true, data, '');
      else reportError(problem, { json: true, data }, this.world);
    } else {
      if (contradictions.length > 0) this.world.stderr.write(contradictionText(inferred, this.world.stderr));
      if (problem?.code === 'SPEC_BEHIND') reportError(problem, { json: false }, this.world);
      else this.answer(false, undefined, diff ?? changesText(file, data));
    }
    process.exitCode = problem?.exitCode ?? 0;
  }

  /** What a service prints that fails would describe nothing that is wanted. */
  async #run(dir: string, flags: SampleRunFlags) {
    const { runSample } = await import('../../actions/run-sample.ts');
    const outcome = await runSample(dir, flags, this.world);
    const error = outcomeError(outcome);
    if (error !== undefined) throw error;
    return outcome;
  }
}

function problemOf({ contradictions, isChanged, additions, prefix }: InferredSpec, check: boolean) {
  if (check && isChanged) return new ServiceError('SPEC_BEHIND', { path: `${prefix}${specFile}`, additions });
  if (contradictions.length === 0) return undefined;
  return new ServiceError('CHECK_FAILED', { errors: contradictions.length, warnings: 0, maxWarnings: undefined });
}

function contradictionText({ dir, prefix, contradictions }: InferredSpec, stream: NodeJS.WritableStream): string {
  const findings = contradictions.map((report): Finding => ({ ...report, severity: 'error' }));
  return checkText({ dir, prefix, findings, silenced: [], fixed: [] }, stream as never);
}

function changesText(
  file: string,
  { isChanged, additions, samples }: { isChanged: boolean; additions: readonly string[]; samples: readonly string[] },
): string {
  const from = samples.length === 0 ? 'there are no samples yet' : `from ${samples.join(', ')}`;
  if (!isChanged) return `${file} says all that the samples show (${from}).\n`;
  return `${file} written (${from}):\n${additions.map((addition) => `  + ${addition}\n`).join('')}`;
}
