import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { errorEnvelope, reportOf, ServiceError, successEnvelope } from '@planqk-service/core';
import { markVerified, starterFolder } from '@planqk-service/starter-kit';
import { type ConformanceReport, verifyStarter } from '@planqk-service/starter-kit/testing';
import { servicePort } from '../../actions/service-port.ts';
import { ServiceCommand } from '../../base-command.ts';
import { engineFlags } from '../../engine-flags.ts';
import { checkText, conformanceJunit, conformanceText } from '../../render/conformance.ts';
import { deliver } from '../../render/deliver.ts';
import { reportError } from '../../render/report-error.ts';

export default class StartersVerify extends ServiceCommand {
  static override summary = 'Hold a starter against everything that a starter has to do.';
  static override description =
    `Loads the starter in a folder, or a built-in or fetched one by its id, renders it with plain and with odd answers, checks its package and what "planqk-service check" says of a new project, builds that, runs it on its sample and asks it the probes of "planqk-service test"; where the tools of its language are installed it also runs without a container, with generated types, and passes its own tests. docs/guides/write-a-starter.md explains every check.

Exit codes: 0 all passed, 2 usage, 3 a check failed or there is no such starter, 9 no engine, 130 interrupted.`;
  static override examples = [
    '<%= config.bin %> starters verify ./starter-julia',
    '<%= config.bin %> starters verify ./starter-julia --no-run',
    '<%= config.bin %> starters verify ./starter-julia --format junit --output report.xml',
  ];
  static override usage = '<%= command.id %> DIR [FLAGS]';
  static override args = {
    dir: Args.string({
      description: 'Folder with the starter.json, or the id of a built-in or fetched starter.',
      required: true,
      ignoreStdin: true,
    }),
  };
  static override flags = {
    run: Flags.boolean({ description: 'Build and run what the starter makes.', default: true, allowNo: true }),
    format: Flags.string({
      description: 'How to tell it; junit: a test report in XML, json: as with --json.',
      options: ['text', 'json', 'junit'],
      default: 'text',
    }),
    output: Flags.string({ char: 'o', description: 'Write the report to this file.', helpValue: 'FILE' }),
    'docker-host': engineFlags['docker-host'],
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(StartersVerify);
    const { world } = this;
    const { cwd, env, interruption } = world;
    const dir = await starterFolder(args.dir, { cwd, env, signal: interruption.requested });
    const format = flags.json ? 'json' : flags.format;
    const { starter, checks } = await this.#verify(dir, flags);
    const failed = checks.filter(({ status }) => status === 'failed').map(({ id }) => id);
    const name = starter?.manifest.id ?? args.dir;
    const problem = failed.length === 0 ? undefined : new ServiceError('STARTER_UNFIT', { starter: name, failed });
    if (problem === undefined && flags.run) markVerified(dir, world);
    const data = { starter: starter && { id: name, ...starter.origin }, dir, checks };
    const report = {
      text: () => conformanceText(checks, world.stdout),
      json: () => (problem ? errorEnvelope(reportOf(problem, 'planqk-service'), data) : successEnvelope(data)),
      junit: () => conformanceJunit(name, checks),
    }[format as 'text' | 'json' | 'junit']();
    await deliver(report, flags.output, false, world);
    if (problem === undefined) return;
    process.exitCode = format === 'json' ? problem.exitCode : reportError(problem, { json: false }, world);
  }

  async #verify(
    dir: string,
    flags: { readonly run: boolean; readonly 'docker-host'?: string | undefined },
  ): Promise<ConformanceReport> {
    const { stderr } = this.world;
    const workDir = await mkdtemp(join(tmpdir(), 'planqk-service-verify-'));
    try {
      return await verifyStarter(dir, {
        workDir,
        service: flags.run ? servicePort(flags, this.world) : undefined,
        // The report comes at the end; a build may take minutes.
        onCheck: (outcome) => void (stderr.isTTY && stderr.write(checkText(outcome, stderr))),
      });
    } finally {
      await rm(workDir, { recursive: true, force: true, maxRetries: 3 });
    }
  }
}
