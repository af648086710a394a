import { isUtf8 } from 'node:buffer';
import type { FileChange, UpgradePlan } from '@planqk-service/starter-kit';
import { diffText } from './diff-text.ts';

/** An upgrade for programs, with a patch for each file. */
export async function upgradeData({ dir, from, to, changes }: UpgradePlan, applied: boolean): Promise<object> {
  const files = changes.map(async (change) => ({
    path: change.path,
    action: change.action,
    patch: await patchOf(change),
  }));
  return { dir, from, to, applied, changes: await Promise.all(files) };
}

/** The same for people: the patches, then what becomes of each file. */
export async function upgradeText({ from, to, changes }: UpgradePlan, applied: boolean): Promise<string> {
  const way = `${nameOf(from)} to ${nameOf(to)}`;
  if (changes.length === 0) return `Nothing is new from ${way}.\n`;
  const patches = await Promise.all(changes.map(patchOf));
  const list = changes.map(({ path, action, rejected }) => `  ${words(action, rejected !== undefined)} ${path}\n`);
  const head = applied ? `Upgraded from ${way}:` : `From ${way}; --apply would write:`;
  return `${patches.join('')}${head}\n${list.join('')}`;
}

function words(action: FileChange['action'], isBeside: boolean): string {
  if (isBeside) return 'conflict (.rej)';
  return { add: 'add', update: 'update', delete: 'delete', merge: 'merge', conflict: 'conflict', kept: 'yours stays:' }[
    action
  ];
}

async function patchOf(change: FileChange): Promise<string> {
  const { path, before, after, rejected } = change;
  const sides = [before ?? Buffer.alloc(0), rejected ?? after ?? Buffer.alloc(0)];
  if (!sides.every((bytes) => isUtf8(bytes) && !bytes.includes(0))) return `Binary files of ${path} differ\n`;
  const [old = '', now = ''] = sides.map((bytes) => Buffer.from(bytes).toString());
  return `${modeOf(change)}${old === now ? '' : await diffText(path, old, now)}`;
}

/** As git tells it. */
function modeOf({ path, action, executable, wasExecutable = executable }: FileChange): string {
  if (executable === wasExecutable || action === 'delete' || action === 'kept') return '';
  const [old, now] = [wasExecutable, executable].map((is) => (is ? '100755' : '100644'));
  return `diff --git a/${path} b/${path}\nold mode ${old}\nnew mode ${now}\n`;
}

function nameOf({ id, version }: UpgradePlan['from']): string {
  return version === undefined ? id : `${id} ${version}`;
}
