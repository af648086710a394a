import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { ServiceError } from '@planqk-service/core';
import { inspectLog } from '../actions/inspect-log.ts';
import { ServiceCommand } from '../base-command.ts';
import { inspectionJunit } from '../render/inspection-junit.ts';
import { inspectionText } from '../render/inspection-text.ts';
import { reportError } from '../render/report-error.ts';

export default class Inspect extends ServiceCommand {
  static override usage = '<%= command.id %> [FILE] [FLAGS]';
  static override summary = "Tell what the platform will see in a service's output.";
  static override description =
    `Reads what a service has printed on stdout, from a file or standard input, of any size. Tells which result counts and how many interim results there are, and finds everything that the platform will not take as it was meant: misspelt, indented or coloured markers, blocks that are not closed, NaN, text behind the JSON, prefixes of log collectors. docs/inspect.md explains every finding.

Exit codes: 0 a result and no errors, 2 usage, 3 errors.`;
  static override examples = [
    '<%= config.bin %> inspect service.log',
    '$ docker logs my-container 2>/dev/null | <%= config.bin %> inspect',
    '<%= config.bin %> inspect stdout.log --stderr stderr.log --format junit > inspect.xml',
    "<%= config.bin %> inspect service.log --json | jq -r '.data.findings[].code'",
  ];
  static override args = {
    // oclif would take the file's name from standard input, which is the log here.
    file: Args.string({ description: 'Log file; - or nothing reads standard input.', ignoreStdin: true }),
  };
  static override flags = {
    stderr: Flags.string({
      description: 'File with what was printed on stderr, where no marker counts.',
      helpValue: 'FILE',
    }),
    format: Flags.string({
      description: 'How to tell it; junit: a test report in XML.',
      options: ['text', 'junit'],
      default: 'text',
    }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Inspect);
    const log = await inspectLog(args.file, flags.stderr, this.world);
    const { source, errors, warnings } = log;
    const problem = errors > 0 ? new ServiceError('INSPECTION_FAILED', { source, errors, warnings }) : undefined;
    if (flags.json && problem !== undefined) reportError(problem, { json: true, data: log }, this.world);
    else if (flags.json) this.answer(true, log, '');
    else {
      const text = flags.format === 'junit' ? inspectionJunit(log) : inspectionText(log, this.world.stdout);
      this.answer(false, undefined, text);
    }
    process.exitCode = problem?.exitCode ?? 0;
  }
}
