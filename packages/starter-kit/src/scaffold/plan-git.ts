import type { Target } from './target.ts';

/** Whether the project becomes a git repository of its own, and if not, why. */
export type GitDecision =
  | { readonly init: true }
  | { readonly init: false; readonly reason: 'unwanted' | 'inside-repository' | 'folder-had-files' };

/** A first commit in a folder with files of the user's would take those along: that is left to the user. */
export function planGit(wanted: boolean, target: Target): GitDecision {
  if (!wanted) return { init: false, reason: 'unwanted' };
  if (target.repository !== undefined) return { init: false, reason: 'inside-repository' };
  if (target.state === 'filled') return { init: false, reason: 'folder-had-files' };
  return { init: true };
}
