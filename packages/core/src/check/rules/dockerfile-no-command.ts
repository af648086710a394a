import { dockerfileRule } from '../dockerfile/rule.ts';
import { finalBase, finalCommand, imageName } from '../dockerfile/stages.ts';

/** Images that start nothing of use: a shell, an interpreter's prompt, or nothing. */
const withoutService = new Set(
  'scratch alpine debian ubuntu busybox fedora centos rockylinux almalinux python golang rust node julia gcc openjdk eclipse-temurin amazoncorretto ruby perl php r-base buildpack-deps miniconda3 static base cc'.split(
    ' ',
  ),
);

export const dockerfileNoCommand = dockerfileRule({
  id: 'dockerfile-no-command',
  severity: 'error',
  about: 'The image has to say what it starts.',
  look: (dockerfile) => {
    if (finalCommand(dockerfile) !== undefined) return [];
    const base = finalBase(dockerfile);
    const isCertain = withoutService.has(imageName(base));
    return [
      {
        message: `The final image has neither ENTRYPOINT nor CMD${isCertain ? '' : `, unless ${base} brings one`}.`,
        remedy: 'Say what starts the service, such as ENTRYPOINT ["python", "-m", "service"].',
        line: dockerfile.stages.at(-1)?.from.line ?? 1,
        ...(!isCertain && { severity: 'warning' as const }),
      },
    ];
  },
});
