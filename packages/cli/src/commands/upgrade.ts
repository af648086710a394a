import { resolve } from 'node:path';
import * as Flags from '@oclif/core/flags';
import { errorEnvelope, reportOf, ServiceError, successEnvelope } from '@planqk-service/core';
import { applyUpgrade, dirtyFiles, prepareUpgrade } from '@planqk-service/starter-kit';
import { readVariables } from '@planqk-service/starter-kit/command';
import { ServiceCommand } from '../base-command.ts';
import { dirArgs } from '../engine-flags.ts';
import { reportError } from '../render/report-error.ts';
import { upgradeData, upgradeText } from '../render/upgrade.ts';
import { offlineFlag } from '../starter-flags.ts';

export default class Upgrade extends ServiceCommand {
  static override summary = 'Bring what is new in its starter into a project.';
  static override description =
    `Compares three things: what the starter made when the project was new, what it would make today with the same answers, and what you have made of it. Shows the difference as a patch and writes nothing, unless --apply is given.

What you have not touched is replaced. Where both sides changed a file in different places, both changes stay. Where they changed the same lines, these are marked as git marks conflicts; of files that are no text the new version is written beside yours as .rej. What you have deleted stays deleted, and what you have changed is never deleted.

Exit codes: 0 fine, 2 usage or another starter, 3 conflicts, uncommitted changes, or the starter of then or of now cannot be had.`;
  static override examples = [
    '<%= config.bin %> upgrade',
    '<%= config.bin %> upgrade --apply',
    '<%= config.bin %> upgrade ./my-service --starter @acme/starter-julia@2',
  ];
  static override args = dirArgs;
  static override flags = {
    apply: Flags.boolean({ description: 'Write the changes.' }),
    'dry-run': Flags.boolean({ description: 'Only show the changes, which is the default.', exclusive: ['apply'] }),
    starter: Flags.string({
      description: 'The starter to upgrade to, in place of what the project was made from.',
      helpValue: 'SPEC',
    }),
    var: Flags.string({
      description: "Answer to one of the starter's own questions, in place of the one that was given then.",
      helpValue: 'NAME=VALUE',
      multiple: true,
      multipleNonGreedy: true,
    }),
    force: Flags.boolean({
      description:
        'Also where there are changes that are not committed, and to another starter than the one that the project was made from.',
    }),
    ...offlineFlag,
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Upgrade);
    const { cwd, env, interruption, stdout } = this.world;
    const { starter, force: replace } = flags;
    const request = { dir: resolve(cwd, args.dir), starter, replace, variables: readVariables(flags.var ?? []) };
    const places = { cwd, env, offline: flags.offline, signal: interruption.requested };
    const plan = await prepareUpgrade(request, places);
    if (flags.apply && plan.changes.length > 0) {
      const files = flags.force ? [] : await dirtyFiles(plan.dir, env);
      if (files.length > 0) throw new ServiceError('UPGRADE_DIRTY', { dir: plan.dir, files });
      applyUpgrade(plan.dir, plan.changes);
    }
    const conflicts = plan.changes.filter(({ action }) => action === 'conflict').map(({ path }) => path);
    const problem =
      conflicts.length === 0
        ? undefined
        : new ServiceError('UPGRADE_CONFLICTS', { files: conflicts, applied: flags.apply });
    const data = await upgradeData(plan, flags.apply);
    if (flags.json) {
      stdout.write(problem ? errorEnvelope(reportOf(problem, 'planqk-service'), data) : successEnvelope(data));
      process.exitCode = problem?.exitCode ?? 0;
    } else {
      stdout.write(await upgradeText(plan, flags.apply));
      if (problem) process.exitCode = reportError(problem, { json: false }, this.world);
    }
  }
}
