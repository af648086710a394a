import { createFlags, type Flag } from '@planqk-service/starter-kit/command';

/** All flags, in the order of `--help`. */
export const flags: readonly Flag[] = [
  ...createFlags,
  { name: 'json', summary: 'Answer with JSON; asks nothing' },
  { name: 'help', short: 'h', summary: 'Show this help' },
  { name: 'version', summary: 'Show the version' },
];
