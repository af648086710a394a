import { createInput, type Project } from '@planqk-service/core';
import { type Image, planRun, type RunPlan, type RunSettings } from '../../src/index.ts';

export const someImage: Image = {
  engine: 'docker',
  reference: 'planqk-service/sample:local',
  id: 'sha256:1234',
  platform: 'linux/amd64',
  sizeBytes: 1,
};

export const someIdentity = { executionId: 'e1', owner: { host: 'here', pid: 7 } };

export function someProject(changes: Partial<Project> = {}): Project {
  return {
    dir: '/project',
    name: 'sample',
    dockerfile: '/project/Dockerfile',
    resources: { cpu: 2, memory: 4 },
    resourcesFrom: 'planqk.json',
    sampleInput: { data: '/project/input/data.json', params: '/project/input/params.json' },
    warnings: [],
    ...changes,
  };
}

export function somePlan(settings: RunSettings = {}): RunPlan {
  return planRun(someImage, createInput({ data: '{"n":1.0}' }).input, settings, someIdentity);
}
