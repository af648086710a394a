import { questions } from '../questions/list.ts';

/** One flag of the command, as `--help` shows it. */
export interface Flag {
  readonly name: string;
  readonly short?: string;
  /** Whether it may be given more than once. */
  readonly multiple?: boolean;
  /** Placeholder of its value; a flag without one is a switch. */
  readonly valueName?: string;
  readonly summary: string;
}

/** The flags that make a project, in the order of `--help`; those about the service come from the questions of the starter kit. */
export const createFlags: readonly Flag[] = [
  {
    name: 'starter',
    valueName: '<spec>',
    summary: 'What to start from: an id, a folder, a tarball, a package with its version or a git address',
  },
  ...questions.map(({ key, valueName, summary }) => ({ name: key, valueName, summary })),
  {
    name: 'var',
    valueName: '<name=value>',
    multiple: true,
    summary: "Answer to one of the starter's own questions; can be given again for others",
  },
  { name: 'yes', short: 'y', summary: 'Ask nothing: take the default for everything that is not given' },
  { name: 'dry-run', summary: 'Show what would be written, and write nothing' },
  { name: 'force', summary: 'Write into a folder that is not empty; files of the same name are replaced' },
  { name: 'no-git', summary: 'Make no git repository' },
  { name: 'offline', summary: 'Keep from the network: take only what is here' },
  { name: 'run-post-create', summary: 'Run, unasked, what the starter wants to be run in a new project' },
];
