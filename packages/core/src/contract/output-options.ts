import type { OutputEvent } from './output-event.ts';
import type { ContractProfile } from './profile.ts';

export interface OutputReaderOptions {
  readonly onEvent: (event: OutputEvent) => void;
  /** Default: today's contract. */
  readonly profile?: ContractProfile;
  /** The longest marker line or block, markers included, in bytes; a longer result is invalid. Default: 256 MiB. */
  readonly maxResultBytes?: number;
}

/** Far above what the platform hands out, far below what a string can hold. */
export const defaultMaxResultBytes = 268_435_456;
