import { dockerfileRule } from '../dockerfile/rule.ts';
import { copiedSources, covers, isPattern } from '../dockerfile/sources.ts';
import { projectIgnoreRules } from '../ignore-rules.ts';

export const dockerfileCopyIgnored = dockerfileRule({
  id: 'dockerfile-copy-ignored',
  severity: 'error',
  about: 'COPY and ADD cannot take what .dockerignore excludes.',
  look: async (_, files) => {
    const ignore = await projectIgnoreRules(files);
    const paths = (await files.entries()).map(({ path }) => path);
    return (await copiedSources(files))
      .filter((source) => {
        if (source.path === '' || source.outside) return false;
        const covered = paths.filter((path) => covers(source, path));
        const all = isPattern(source.path) ? covered : [source.path, ...covered];
        return all.length > 0 && all.every((path) => ignore.ignores(path));
      })
      .map(({ written, instruction: { keyword, line } }) => ({
        message: `${keyword} takes ${written}, which .dockerignore excludes.`,
        remedy: `Remove the line that excludes it, or add !${written.replace(/^\.?\//, '')} below it.`,
        line,
      }));
  },
});
