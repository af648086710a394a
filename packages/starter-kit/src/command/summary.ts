import { relative } from 'node:path';
import type { GitOutcome } from '../scaffold/git.ts';
import { commandLine } from './command-line.ts';
import type { Created } from './create.ts';
import { nextSteps } from './next-steps.ts';
import { drawTree, formatBytes } from './tree.ts';
import type { Sink } from './world.ts';

/** The answer for people, after a run or a dry run. */
export function summary({ plan, result, postCreate }: Created, cwd: string, { paint }: Sink): string {
  const { dir, files, starter, answers } = plan;
  const written = files.filter((file) => file.action !== 'keep');
  const size = formatBytes(written.reduce((sum, file) => sum + file.bytes.length, 0));
  const count = `${written.length} ${written.length === 1 ? 'file' : 'files'}, ${size}`;
  const where = relative(cwd, dir) || '.';
  if (result === undefined) {
    const git = plan.git.init ? 'A git repository with a first commit would be made.' : noGit[plan.git.reason];
    return `Would write ${count}, into ${dir}\n${drawTree(files)}\n${git === '' ? '' : `${git}\n`}`;
  }
  const left = postCreate.ran ? [] : postCreate.commands.map(commandLine);
  return `${paint('green', 'Created')} ${paint('bold', answers.name)} in ${where} from the starter ${starter.manifest.id} (${count}).
${gitNote(result.git)}
Next:
${withPostCreate(nextSteps(cwd, dir), left)
  .map((step) => `  ${paint('cyan', step)}`)
  .join('\n')}
`;
}

/** What the starter wants to be run comes before what needs it, and behind going into the folder. */
function withPostCreate(steps: readonly string[], commands: readonly string[]): readonly string[] {
  const at = steps.findIndex((step) => step.startsWith('npx planqk-service'));
  return steps.toSpliced(at, 0, ...commands);
}

const noGit = {
  unwanted: '',
  'inside-repository': 'No git repository: the folder lies in one already.',
  'folder-had-files': 'No git repository: the folder has files of yours.',
  'git-missing': 'No git repository: git is not installed.',
} as const;

function gitNote(git: GitOutcome): string {
  if (git.state === 'committed') return '';
  if (git.state === 'uncommitted') return `Everything is staged in git, but not committed: ${git.detail}\n`;
  if (git.reason === 'git-failed') return `No git repository: ${git.detail}\n`;
  return noGit[git.reason] === '' ? '' : `${noGit[git.reason]}\n`;
}
