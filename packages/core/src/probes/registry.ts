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
