import { nearest } from '../../errors/index.ts';
import { dockerfileRule } from '../dockerfile/rule.ts';
import { copiedSources, covers, isPattern } from '../dockerfile/sources.ts';
import { projectIgnoreRules } from '../ignore-rules.ts';

export const dockerfileCopyMissing = dockerfileRule({
  id: 'dockerfile-copy-missing',
  severity: 'error',
  about: 'COPY and ADD take only what is in the project.',
  look: async (_, files) => {
    const entries = await files.entries();
    const paths = entries.map(({ path }) => path);
    const links = entries.filter(({ type }) => type === 'symlink').map(({ path }) => `${path}/`);
    const ignore = await projectIgnoreRules(files);
    return (await copiedSources(files)).flatMap((source) => {
      const { instruction, written, path, outside } = source;
      const { keyword, line } = instruction;
      if (outside)
        return {
          message: `${keyword} takes ${written}, which lies outside the project.`,
          remedy: 'Move it into the project; the builder sees nothing else.',
          line,
        };
      // What lies behind a link is not known here.
      if (links.some((link) => path.startsWith(link))) return [];
      // What is ignored has a rule of its own, and folders of tools are not looked into then.
      if (path === '' || (!isPattern(path) && ignore.ignores(path)) || paths.some((known) => covers(source, known)))
        return [];
      // The builder lets a pattern pass that matches nothing; [x] in a name is the usual way to say "if it is there".
      if (isPattern(path))
        return /\[.\]/.test(path)
          ? []
          : {
              message: `Nothing in the project matches ${written}, which ${keyword} takes.`,
              remedy: 'Correct the pattern; upper and lower case differ.',
              severity: 'warning' as const,
              line,
            };
      const meant = nearest(path, paths);
      return {
        message: `${keyword} takes ${written}, which is not in the project.`,
        remedy: `${meant === undefined ? 'Add the file or correct the path' : `Write ${meant} if that is what you mean`}; paths count from the project's folder.`,
        line,
      };
    });
  },
});
