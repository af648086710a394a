import { dockerfileRule } from '../dockerfile/rule.ts';
import { finalStages } from '../dockerfile/stages.ts';

export const dockerfilePlatform = dockerfileRule({
  id: 'dockerfile-platform',
  severity: 'error',
  about: 'The platform runs linux/amd64 and nothing else.',
  look: (dockerfile) => {
    const final = finalStages(dockerfile);
    return dockerfile.stages.flatMap((stage) => {
      const platform = stage.from.flags.get('platform') ?? '';
      if (platform === '' || platform.includes('$') || /^(linux\/)?(amd64|x86[_-]64)(\/v\d)?$/i.test(platform))
        return [];
      return {
        message: `FROM is pinned to ${platform}, which the platform does not run.`,
        remedy: 'Remove --platform, or write --platform=linux/amd64.',
        line: stage.from.line,
        ...(!final.includes(stage) && { severity: 'warning' as const }),
      };
    });
  },
});
