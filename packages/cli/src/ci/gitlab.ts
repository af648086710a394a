import { artifacts, inProject, steps, type WorkflowSettings } from './workflow.ts';

/** A pipeline of GitLab. Docker comes as a service, which needs a runner that allows privileged containers. */
export function gitlabPipeline({ version, path }: WorkflowSettings): string {
  const [report, zip] = artifacts.map((file) => JSON.stringify(inProject(path, file)));
  const enter = path === '' ? '' : `\n    - ${JSON.stringify(`cd ${shellQuoted(path)}`)}`;
  return `# Written by "planqk-service ci gitlab"; yours to change.
# Needs a runner that allows privileged containers, for Docker.
certify:
  image: node:24
  services:
    - docker:28-dind
  variables:
    DOCKER_HOST: tcp://docker:2375
    DOCKER_TLS_CERTDIR: ""
  timeout: 1h
  before_script:
    - npm install --global planqk-service@${version}${enter}
  script:
    - ${steps.check}
    - ${steps.test}
    - ${steps.bundle}
  artifacts:
    # Also of a service that failed.
    when: always
    paths:
      - ${zip}
    reports:
      junit: ${report}
`;
}

function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
