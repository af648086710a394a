/** A system that runs workflows for each push. */
export type CiSystem = 'github' | 'gitlab';

export interface WorkflowSettings {
  /** Which planqk-service is installed, as npm takes it: `0.1.0`. */
  readonly version: string;
  /** The project's folder seen from the root of the repository, with slashes; empty where it is the root. */
  readonly path: string;
}

/** What every workflow does, in this order. Each is one command, so that its exit code is that of the step. */
export const steps = {
  check: 'planqk-service check',
  test: 'planqk-service test --format junit --output .planqk-service/report.xml',
  bundle: 'planqk-service bundle --verify --output .planqk-service/service.zip',
} as const;

/** Where the report and the zip are: ignored by builds and bundles. */
export const artifacts = ['.planqk-service/report.xml', '.planqk-service/service.zip'] as const;

export function inProject(path: string, file: string): string {
  return path === '' ? file : `${path}/${file}`;
}
