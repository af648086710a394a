import { dockerfileRule } from '../dockerfile/rule.ts';
import { finalBase, lastOf } from '../dockerfile/stages.ts';

export const dockerfileRootUser = dockerfileRule({
  id: 'dockerfile-root-user',
  severity: 'warning',
  about: 'A service needs no root: whatever breaks out of it would have it.',
  look: (dockerfile) => {
    const user = lastOf(dockerfile, 'USER');
    if (user === undefined) {
      const base = finalBase(dockerfile);
      // Images that are made for this say so; what a variable stands for is not known here.
      if (/nonroot|rootless|^cgr\.dev\/|jovyan|jupyter\//i.test(base) || base.includes('$BASE')) return [];
      return [
        {
          message: 'The service runs as root, because no USER says otherwise.',
          remedy: 'Write USER 65532:65532 before ENTRYPOINT.',
          line: dockerfile.stages.at(-1)?.from.line ?? 1,
        },
      ];
    }
    const name = (user.words[0] ?? '').replace(/^(["'])(.*)\1$/, '$2').split(':')[0] ?? '';
    if (!/^(root|0+)$/.test(name)) return [];
    return [
      {
        message: `The service runs as root, because the last USER is ${name}.`,
        remedy: 'Write USER 65532:65532 behind what needs root.',
        line: user.line,
      },
    ];
  },
});
