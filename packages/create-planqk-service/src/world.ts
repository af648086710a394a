import type { CreateWorld } from '@planqk-service/starter-kit/command';

/** Everything outside that the command touches, passed in so that tests can hold it. */
export interface World extends CreateWorld {
  /** The version of this package. */
  readonly version: () => string;
}
