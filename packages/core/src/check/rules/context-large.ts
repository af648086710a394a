import { projectIgnoreRules } from '../ignore-rules.ts';
import type { Rule } from '../rule.ts';

/** In bytes. Our decision: a service's own files are hardly ever larger, and every build sends them. */
const largestContext = 50_000_000;

export const contextLarge: Rule = {
  id: 'context-large',
  severity: 'warning',
  about: 'Everything that .dockerignore does not exclude is sent to the builder and uploaded.',
  async check(files) {
    const ignore = await projectIgnoreRules(files);
    const sizes = new Map<string, number>();
    let total = 0;
    for (const { path, size } of await files.entries()) {
      if (size === 0 || ignore.ignores(path)) continue;
      total += size;
      const slash = path.indexOf('/');
      const top = slash === -1 ? path : path.slice(0, slash + 1);
      sizes.set(top, (sizes.get(top) ?? 0) + size);
    }
    if (total <= largestContext) return [];
    const biggest = [...sizes].sort(([, a], [, b]) => b - a).slice(0, 3);
    const list = biggest.map(([path, size]) => `${path} (${megabytes(size)})`).join(', ');
    return [
      {
        message: `The build context has ${megabytes(total)}; most of it is in ${list}.`,
        remedy: 'Exclude what the image does not need in .dockerignore.',
        location: { file: '.dockerignore' },
      },
    ];
  },
};

function megabytes(bytes: number): string {
  return bytes < 500_000 ? 'less than 1 MB' : `${Math.round(bytes / 1_000_000)} MB`;
}
