import { questions } from '@planqk-service/starter-kit';

/** One flag of the command, as `--help` shows it. */
export interface Flag {
  readonly name: string;
  readonly short?: string;
  /** Placeholder of its value; a flag without one is a switch. */
  readonly valueName?: string;
  readonly summary: string;
}

/** All flags, in the order of `--help`; those about the service come from the questions of the starter kit. */
export const flags: readonly Flag[] = [
  {
    name: 'starter',
    valueName: '<id|folder>',
    summary: 'What to start from: a built-in starter or a folder with a starter.json',
  },
  ...questions.map(({ key, valueName, summary }) => ({ name: key, valueName, summary })),
  { name: 'yes', short: 'y', summary: 'Ask nothing: take the default for everything that is not given' },
  { name: 'dry-run', summary: 'Show what would be written, and write nothing' },
  { name: 'force', summary: 'Write into a folder that is not empty; files of the same name are replaced' },
  { name: 'no-git', summary: 'Make no git repository' },
  { name: 'json', summary: 'Answer with JSON; asks nothing' },
  { name: 'help', short: 'h', summary: 'Show this help' },
  { name: 'version', summary: 'Show the version' },
];
