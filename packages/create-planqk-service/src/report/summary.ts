import { relative } from 'node:path';
import type { GitOutcome } from '@planqk-service/starter-kit';
import type { Created } from '../create.ts';
import type { Sink } from '../world.ts';
import { nextSteps } from './next-steps.ts';
import { drawTree, formatBytes } from './tree.ts';

/** The answer for people, after a run or a dry run. */
export function summary({ plan, result }: Created, cwd: string, { paint }: Sink): string {
  const { dir, files, starter, answers } = plan;
  const written = files.filter((file) => file.action !== 'keep');
  const size = formatBytes(written.reduce((sum, file) => sum + file.bytes.length, 0));
  const count = `${written.length} ${written.length === 1 ? 'file' : 'files'}, ${size}`;
  const where = relative(cwd, dir) || '.';
  if (result === undefined) {
    const git = plan.git.init ? 'A git repository with a first commit would be made.' : noGit[plan.git.reason];
    return `Would write ${count}, into ${dir}\n${drawTree(files)}\n${git === '' ? '' : `${git}\n`}`;
  }
  return `${paint('green', 'Created')} ${paint('bold', answers.name)} in ${where} from the starter ${starter.manifest.id} (${count}).
${gitNote(result.git)}
Next:
${nextSteps(cwd, dir)
  .map((step) => `  ${paint('cyan', step)}`)
  .join('\n')}
`;
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
