import type { ProjectFiles } from '../project-files.ts';
import type { Report, Rule } from '../rule.ts';
import type { Dockerfile } from './model.ts';
import { dockerfileName, projectDockerfile } from './parse.ts';

interface DockerfileRule extends Omit<Rule, 'check'> {
  look(dockerfile: Dockerfile, files: ProjectFiles): Promise<readonly DockerfileReport[]> | readonly DockerfileReport[];
}

interface DockerfileReport extends Omit<Report, 'location'> {
  /** Where in the Dockerfile. */
  readonly line?: number;
}

/** A rule about a Dockerfile that exists and has a FROM; others have their own rules. */
export function dockerfileRule({ look, ...rule }: DockerfileRule): Rule {
  return {
    ...rule,
    async check(files) {
      const dockerfile = await projectDockerfile(files);
      if (dockerfile === undefined || dockerfile.stages.length === 0) return [];
      const reports = await look(dockerfile, files);
      return reports.map(({ line, ...report }) => ({
        ...report,
        location: { file: dockerfileName, ...(line !== undefined && { line }) },
      }));
    },
  };
}
