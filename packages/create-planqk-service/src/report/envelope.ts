import { successEnvelope } from '@planqk-service/core';
import type { Created } from '../create.ts';
import { nextSteps } from './next-steps.ts';

/** The answer for programs. */
export function dataEnvelope({ plan, result }: Created, cwd: string): string {
  const data = {
    dir: plan.dir,
    name: plan.answers.name,
    starter: { id: plan.starter.manifest.id, ...plan.starter.origin },
    dryRun: result === undefined,
    files: plan.files.map(({ path, bytes, action }) => ({ path, bytes: bytes.length, action })),
    git: result?.git ?? { state: 'planned', ...plan.git },
    next: nextSteps(cwd, plan.dir),
  };
  return successEnvelope(data);
}
