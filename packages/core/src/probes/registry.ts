import { nearest, ServiceError } from '../errors/index.ts';
import type { Project } from '../project/index.ts';
import { bigNumbers } from './list/big-numbers.ts';
import { noNetwork, readOnlyInput, unknownUser, writeOutsideTmp } from './list/confined.ts';
import { deepInput } from './list/deep-input.ts';
import { deterministic } from './list/deterministic.ts';
import { emptyData } from './list/empty-data.ts';
import { emptyParams } from './list/empty-params.ts';
import { largeInput } from './list/large-input.ts';
import { malformedData } from './list/malformed-data.ts';
import { memoryLimit } from './list/memory-limit.ts';
import { missingInput } from './list/missing-input.ts';
import { missingParams } from './list/missing-params.ts';
import { output } from './list/output.ts';
import { sigterm } from './list/sigterm.ts';
import { unicode } from './list/unicode.ts';
import type { Probe } from './probe.ts';

/** All probes, in the order in which they are told: the contract, odd input, odd surroundings, the end. */
export const allProbes: readonly Probe[] = [
  output,
  emptyData,
  emptyParams,
  missingParams,
  missingInput,
  malformedData,
  unicode,
  largeInput,
  deepInput,
  bigNumbers,
  readOnlyInput,
  unknownUser,
  noNetwork,
  writeOutsideTmp,
  sigterm,
  memoryLimit,
  deterministic,
];

/** Where a probe is explained. */
export function probeReference(id: string): string {
  return `docs/probes-of-a-service.md#${id}`;
}

/**
 * The probes that a project does not want to be asked, each with its reason.
 *
 * @throws ServiceError CONFIG_INVALID where one does not exist
 */
export function skippedProbes({ skippedProbes: skipped = [] }: Pick<Project, 'skippedProbes'>): Map<string, string> {
  const ids = allProbes.map(({ id }) => id);
  const problems = skipped.flatMap(({ probe }, index) => {
    if (ids.includes(probe)) return [];
    const meant = nearest(probe, ids);
    return [
      `test.skip.${index}.probe names no probe: ${probe}${meant === undefined ? '' : `; perhaps ${meant} is meant`}`,
    ];
  });
  if (problems.length > 0) throw new ServiceError('CONFIG_INVALID', { path: 'planqk-service.json', problems });
  return new Map(skipped.map(({ probe, reason }) => [probe, reason]));
}
