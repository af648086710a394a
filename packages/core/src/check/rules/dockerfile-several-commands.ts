import { dockerfileRule } from '../dockerfile/rule.ts';

export const dockerfileSeveralCommands = dockerfileRule({
  id: 'dockerfile-several-commands',
  severity: 'warning',
  about: 'Of several ENTRYPOINTs or CMDs in a stage only the last one counts.',
  look: ({ stages }) =>
    stages.flatMap(({ instructions }) =>
      ['ENTRYPOINT', 'CMD'].flatMap((keyword) => {
        const all = instructions.filter((instruction) => instruction.keyword === keyword);
        const last = all.at(-1)?.line;
        return all.slice(0, -1).map(({ line }) => ({
          message: `This ${keyword} has no effect, because line ${last} has another one.`,
          remedy: `Keep one ${keyword} in each stage.`,
          line,
        }));
      }),
    ),
});
