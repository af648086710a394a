import type { Created } from '../create.ts';
import { nextSteps } from './next-steps.ts';

const apiVersion = 'planqk-service/v1';

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
  return print({ apiVersion, ok: true, data });
}

/** What is reported about something that went wrong. */
export interface Failure {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
  /** Where the code is explained. */
  readonly ref: string;
  readonly exitCode: number;
}

/** The failure for programs. */
export function errorEnvelope({ code, message, hint, ref }: Failure): string {
  return print({ apiVersion, ok: false, error: { code, message, hint, ref } });
}

function print(envelope: unknown): string {
  return `${JSON.stringify(envelope, undefined, 2)}\n`;
}
