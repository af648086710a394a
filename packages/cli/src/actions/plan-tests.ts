import {
  allProbes,
  loadCases,
  loadSpec,
  nearest,
  type Project,
  readProjectFiles,
  ServiceError,
  type ServiceInput,
  skippedProbes,
  specFile,
  takeInFiles,
} from '@planqk-service/core';
import type { CertifyPlan } from '@planqk-service/runner/certify';

interface Wishes {
  /** Only tests whose name has one of these in it. */
  readonly filter: readonly string[];
  /** Also those probes that are only asked on request. */
  readonly deterministic: boolean;
}

/**
 * Decides what a service is tested for: the project's cases, and the probes.
 *
 * @param project without one there are no cases, and everything is asked
 * @throws ServiceError CASE_INVALID, INVALID_JSON, INPUT_NOT_OBJECT, CONFIG_INVALID; USAGE when nothing is left to test
 */
export async function planTests(
  project: Project | undefined,
  sample: ServiceInput,
  { filter, deterministic }: Wishes,
): Promise<CertifyPlan> {
  const files = project && (await readProjectFiles(project.dir));
  const specText = (await files?.text(specFile)) ?? '';
  const cases = files === undefined ? [] : await loadCases(files);
  const probes = allProbes.filter(({ isOptional }) => deterministic || isOptional !== true);
  const isWanted = (id: string) => filter.length === 0 || filter.some((text) => id.includes(text));
  const plan = {
    cases: cases.filter(({ name }) => isWanted(`case/${name}`)),
    probes: probes.filter(({ id }) => isWanted(`probe/${id}`)),
    sample,
    skipped: skippedProbes(project ?? {}),
    specification: await takeInFiles(loadSpec(specText), async (path) => files?.text(path)),
  };
  if (plan.cases.length + plan.probes.length > 0) return plan;
  const ids = [...cases.map(({ name }) => `case/${name}`), ...allProbes.map(({ id }) => `probe/${id}`)];
  const near = nearest(filter[0] ?? '', ids);
  const none = cases.length > 0 ? '' : ' There are no cases yet: --record NAME makes one.';
  throw new ServiceError('USAGE', {
    problem: `No test has ${filter.map((text) => `"${text}"`).join(' or ')} in its name.${none}`,
    command: 'planqk-service test',
    ...(near !== undefined && { nearest: `--filter ${near}` }),
  });
}
