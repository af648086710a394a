import type { ConformanceCheck } from '../conformance.ts';

const nothingRuns = 'nothing was to be built or run';

export const containerCheck: ConformanceCheck = {
  id: 'container',
  title:
    'A new project builds, answers its sample and other input, and fails on what is malformed, as the contract says.',
  run: async ({ projects: [project], service }) =>
    service === undefined || project === undefined ? { skipped: nothingRuns } : service.asContainer(project.dir),
};

export const processCheck: ConformanceCheck = {
  id: 'process',
  title: 'Without a container a new project builds and runs too, and passes its own tests.',
  run: async ({ projects: [project], service }) =>
    service === undefined || project === undefined ? { skipped: nothingRuns } : service.asProcess(project.dir),
};
