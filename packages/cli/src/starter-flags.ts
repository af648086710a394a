import * as Flags from '@oclif/core/flags';

/** For commands that may fetch starters. */
export const offlineFlag = {
  offline: Flags.boolean({ description: 'Keep from the network: take only what is here.' }),
};
