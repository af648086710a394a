import type { Created } from './create.ts';
import { nextSteps } from './next-steps.ts';

/** The answer for programs: what stands in `data` of the envelope. */
export function createdData({ plan, result, postCreate }: Created, cwd: string): object {
  const { id } = plan.starter.manifest;
  return {
    dir: plan.dir,
    name: plan.answers.name,
    starter: { id, ...plan.starter.origin },
    dryRun: result === undefined,
    files: plan.files.map(({ path, bytes, action }) => ({ path, bytes: bytes.length, action })),
    git: result?.git ?? { state: 'planned', ...plan.git },
    postCreate,
    next: nextSteps(cwd, plan.dir),
  };
}
