import type { ProjectFiles } from './project-files.ts';

/** Computes something of a project once, however many rules ask for it. Forgotten with the project. */
export function oncePerProject<T>(compute: (files: ProjectFiles) => Promise<T>): (files: ProjectFiles) => Promise<T> {
  const known = new WeakMap<ProjectFiles, Promise<T>>();
  return (files) => {
    const before = known.get(files);
    if (before !== undefined) return before;
    const promise = compute(files);
    known.set(files, promise);
    return promise;
  };
}
