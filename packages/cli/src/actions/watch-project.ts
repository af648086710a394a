import { relative, sep } from 'node:path';
import { toolFolder } from '@planqk-service/core';
import { watch } from 'chokidar';

const settleMs = 150;
// Written by builds and tools, not by the author.
const ignoredNames = new Set(['.git', toolFolder, 'node_modules', 'target', '__pycache__', '.venv']);

/**
 * Calls `onChange` when files below `dir` have changed and then rested for a moment; several changes are one call.
 *
 * @returns what ends the watching
 */
export function watchProject(dir: string, onChange: () => void): AsyncDisposable {
  let timer: NodeJS.Timeout | undefined;
  const watcher = watch(dir, {
    ignoreInitial: true,
    ignored: (path) =>
      relative(dir, path)
        .split(sep)
        .some((name) => ignoredNames.has(name)),
  });
  watcher.on('all', () => {
    clearTimeout(timer);
    timer = setTimeout(onChange, settleMs);
  });
  return {
    async [Symbol.asyncDispose]() {
      clearTimeout(timer);
      await watcher.close();
    },
  };
}
