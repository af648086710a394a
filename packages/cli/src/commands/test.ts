import { availableParallelism } from 'node:os';
import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import type { InferredFlags } from '@oclif/core/interfaces';
import {
  countVerdicts,
  errorEnvelope,
  isServiceError,
  loadProject,
  type Project,
  reportOf,
  ServiceError,
  successEnvelope,
  type Verdict,
} from '@planqk-service/core';
import { readLastRun } from '../actions/last-run.ts';
import { checkNewCase, recordCase } from '../actions/record-case.ts';
import { recordTest, runTests, type TestSubject } from '../actions/run-tests.ts';
import { ServiceCommand } from '../base-command.ts';
import { boundFlags, buildFlags, engineFlags, envFlags } from '../engine-flags.ts';
import { parseCount } from '../input/count.ts';
import { parseDuration } from '../input/duration.ts';
import { readEnv } from '../input/key-values.ts';
import { readInput } from '../input/read-input.ts';
import { deliver } from '../render/deliver.ts';
import { reportError } from '../render/report-error.ts';
import { testReport } from '../render/test-json.ts';
import { testJunit } from '../render/test-junit.ts';
import { testText } from '../render/test-text.ts';
import { formatDuration } from '../render/units.ts';

/** How the service is run. */
const executionFlags = {
  data: Flags.string({
    description: "Sample data: JSON, @FILE or - (default: the project's input/data.json).",
    helpValue: 'JSON|@FILE|-',
    helpGroup: 'INPUT',
  }),
  params: Flags.string({
    description: "Sample parameters: JSON, @FILE or - (default: the project's input/params.json).",
    helpValue: 'JSON|@FILE|-',
    helpGroup: 'INPUT',
  }),
  ...envFlags,
  timeout: Flags.string({
    description: 'Stop an execution after this time, such as 90s or 1h.',
    helpValue: 'DURATION',
    default: '5m',
    helpGroup: 'SERVICE',
  }),
  ...boundFlags,
  ...engineFlags,
  ...buildFlags,
  image: Flags.string({
    description: 'Test this image instead of building the project.',
    helpValue: 'NAME',
    helpGroup: 'BUILD',
  }),
};

export default class Test extends ServiceCommand {
  static override summary = 'Certify a service: run its cases, and ask it what the platform may ask.';
  static override description =
    `Builds the image if anything has changed, runs it on every case in tests/cases/, and then asks it the probes: what it does without data or parameters, with data that is malformed, large, deep, or beyond ASCII and 2^53, as another user, without a network, with a file system that cannot be written, when it is asked to end, and when memory runs out. docs/guides/test-a-service.md shows how cases are made and compared, docs/probes-of-a-service.md explains every probe.

A probe that says nothing about your service is skipped in planqk-service.json, with the reason: {"test": {"skip": [{"probe": "no-network", "reason": "..."}]}}.

Exit codes: 0 no test failed, 2 usage, 3 a test failed, or more warnings than --max-warnings, 4 build failed, 9 no engine, 130 interrupted.`;
  static override examples = [
    '<%= config.bin %> test',
    '<%= config.bin %> test ./my-service --max-warnings 0 --deterministic',
    '<%= config.bin %> test --record three-qubits',
    '<%= config.bin %> test --filter case/ --update',
    '<%= config.bin %> test --format junit --output report.xml',
    `<%= config.bin %> test --image my-service:1.0 --data '{"qubits": 3}'`,
  ];
  static override args = {
    // Otherwise oclif takes it from standard input, which belongs to `--data -`.
    dir: Args.string({ description: 'Folder of the project (default: here; with --image: none).', ignoreStdin: true }),
  };
  static override flags = {
    filter: Flags.string({
      description: 'Only tests with this in their name, such as case/ or probe/unicode.',
      multiple: true,
      multipleNonGreedy: true,
      helpValue: 'TEXT',
    }),
    deterministic: Flags.boolean({ description: 'Also ask whether the sample gives the same result twice.' }),
    bail: Flags.boolean({ description: 'Begin nothing more after the first test that fails.' }),
    concurrency: Flags.string({
      description: 'How many containers run at a time (default: one for each processor, at most 4).',
      helpValue: 'N',
    }),
    'max-warnings': Flags.string({
      description: 'Exit with 3 when more tests than this end with warnings.',
      helpValue: 'N',
    }),
    update: Flags.boolean({
      description: 'Write what came of cases that expect something else, and show the difference.',
      helpGroup: 'CASES',
    }),
    record: Flags.string({
      description:
        'Make a case of this name of the last "run": of its input and of what it printed. Where there was none, and with any flag that says how to run, such as --data, the service is run once for it.',
      helpValue: 'NAME',
      helpGroup: 'CASES',
      exclusive: ['update', 'filter', 'bail', 'deterministic'],
    }),
    format: Flags.string({
      description: 'How to tell it; junit: a test report in XML, json: as with --json.',
      options: ['text', 'json', 'junit'],
      default: 'text',
      helpGroup: 'REPORT',
    }),
    output: Flags.string({
      char: 'o',
      description: 'Write the report to this file, and the text to stdout.',
      helpValue: 'FILE',
      helpGroup: 'REPORT',
    }),
    ...executionFlags,
  };

  async run(): Promise<void> {
    const { args, flags, metadata } = await this.parse(Test);
    const saysHow = Object.keys(executionFlags).some(
      (name) => flags[name as keyof TestFlags] !== undefined && metadata.flags[name]?.setFromDefault !== true,
    );
    try {
      if (flags.record === undefined || saysHow || !(await this.#recordLastRun(flags.record, args.dir, flags.json)))
        await this.#test(args.dir, flags);
    } catch (error) {
      // Whoever asked for JSON by --format gets errors as JSON too.
      if (flags.json || flags.format !== 'json' || flags.output !== undefined || !isServiceError(error)) throw error;
      process.exitCode = reportError(error, { json: true }, this.world);
    }
  }

  async #test(dir: string | undefined, flags: TestFlags): Promise<void> {
    const { world } = this;
    const maxWarnings =
      flags['max-warnings'] === undefined ? undefined : parseCount('--max-warnings', flags['max-warnings'], 0);
    const concurrency =
      flags.concurrency === undefined
        ? Math.min(4, availableParallelism())
        : parseCount('--concurrency', flags.concurrency, 1);
    // An image can be tested from anywhere; only a folder that was named has to be a project.
    const wantsProject = flags.image === undefined || dir !== undefined || flags.record !== undefined;
    const project = wantsProject ? await loadProject(dir ?? '.', world.platform) : undefined;
    const { input, warnings } = await readInput(flags, project, world);
    for (const warning of [...(project?.warnings ?? []), ...warnings]) world.stderr.write(`! ${warning}\n`);
    const subject: TestSubject = {
      project,
      sample: input,
      image: flags.image,
      start: {
        timeoutMs: parseDuration('--timeout', flags.timeout),
        graceMs: parseDuration('--grace', flags.grace),
        limits: flags.limits ? undefined : false,
        env: await readEnv(flags, world.env),
      },
    };
    if (flags.record !== undefined) return this.#record(flags.record, subject, flags);

    const wishes = { filter: flags.filter ?? [], deterministic: flags.deterministic };
    const how = { concurrency, bail: flags.bail, update: flags.update };
    const { image, verdicts, updates } = await runTests(subject, wishes, how, flags, world);
    const problem = problemOf(verdicts, maxWarnings);
    const report = testReport(image, verdicts, updates);
    const envelope = () =>
      problem === undefined ? successEnvelope(report) : errorEnvelope(reportOf(problem, 'planqk-service'), report);
    const service = project?.name ?? image.reference;
    const texts = {
      text: () => testText(verdicts, world.stdout),
      junit: () => testJunit(service, verdicts),
      json: envelope,
    };
    const format = flags.format as keyof typeof texts;
    const file = await deliver(texts[format](), flags.output, flags.json, world);
    if (flags.json) world.stdout.write(envelope());
    else if (file !== undefined) world.stdout.write(texts.text());
    process.exitCode = problem?.exitCode ?? 0;
  }

  async #record(name: string, subject: TestSubject, flags: TestFlags): Promise<void> {
    const project = subject.project as Project;
    await checkNewCase(project.dir, name);
    this.#tellCase(await recordTest(name, { ...subject, project }, flags, this.world), { name }, flags.json);
  }

  /** @returns false where there was no run to take */
  async #recordLastRun(name: string, dir: string | undefined, json: boolean): Promise<boolean> {
    const project = await loadProject(dir ?? '.', this.world.platform);
    await checkNewCase(project.dir, name);
    const run = await readLastRun(project.dir);
    if (run === undefined) return false;
    const { image, endedAt, input, ending } = run;
    const ago = formatDuration(Math.max(0, Date.now() - endedAt.getTime()));
    this.world.stderr.write(
      `Taking the last run, ${ago} ago on ${image}. The service is run anew with any flag that says how, such as --data.\n`,
    );
    const files = await recordCase(project.dir, name, input, ending);
    this.#tellCase(files, { name, lastRun: { image, endedAt } }, json);
    return true;
  }

  #tellCase(files: readonly string[], made: object, json: boolean): void {
    this.answer(json, { ...made, files }, files.map((file) => `+ ${file}\n`).join(''));
  }
}

type TestFlags = InferredFlags<typeof Test.flags & typeof Test.baseFlags>;

function problemOf(verdicts: readonly Verdict[], maxWarnings: number | undefined): ServiceError | undefined {
  const { failed, warned } = countVerdicts(verdicts);
  if (failed === 0 && warned <= (maxWarnings ?? Number.POSITIVE_INFINITY)) return undefined;
  return new ServiceError('TEST_FAILED', { failed, warned, total: verdicts.length, maxWarnings });
}
