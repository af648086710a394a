import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, relative } from 'node:path';
import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { ServiceError } from '@planqk-service/core';
import { planWorkflow } from '../actions/plan-workflow.ts';
import { ServiceCommand } from '../base-command.ts';
import type { CiSystem } from '../ci/workflow.ts';
import { dirArgs } from '../engine-flags.ts';

export default class Ci extends ServiceCommand {
  static override usage = '<%= command.id %> SYSTEM [DIR] [FLAGS]';
  static override summary = 'Write a workflow that certifies the service on every push and merge request.';
  static override description =
    `Writes .github/workflows/planqk-service.yml or .gitlab-ci.yml at the root of the Git repository: it runs "planqk-service check", "test" and "bundle --verify", fails when one of them does, and keeps the test report and the zip. A project in a folder of the repository is found there.

An existing file is never replaced without --force.

Exit codes: 0 fine, 2 usage, 3 the folder is no project, or the file exists or cannot be written.`;
  static override examples = [
    '<%= config.bin %> ci github',
    '<%= config.bin %> ci gitlab ./services/ghz --dry-run',
    '<%= config.bin %> ci github --force',
  ];
  static override args = {
    system: Args.string({
      description: 'github: GitHub Actions, gitlab: GitLab CI.',
      options: ['github', 'gitlab'],
      required: true,
      ignoreStdin: true,
    }),
    ...dirArgs,
  };
  static override flags = {
    force: Flags.boolean({ description: 'Replace an existing file.' }),
    'dry-run': Flags.boolean({ description: 'Print the file, write nothing.' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Ci);
    const { file, text } = await planWorkflow(args.system as CiSystem, args.dir, this.config.version);
    const path = relative(this.world.cwd, file).replaceAll('\\', '/');
    if (!flags['dry-run']) await write(file, path, text, flags.force);
    const data = { system: args.system, file, isWritten: !flags['dry-run'], text };
    this.answer(flags.json, data, flags['dry-run'] ? text : `+ ${path}\n`);
  }
}

async function write(file: string, path: string, text: string, force: boolean): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text, { flag: force ? 'w' : 'wx' });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' && !force) throw new ServiceError('WORKFLOW_EXISTS', { path }, { cause: error });
    throw new ServiceError('WORKFLOW_UNWRITABLE', { path, reason: code ?? message }, { cause: error });
  }
}
