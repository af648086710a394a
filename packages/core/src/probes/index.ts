export type { Observation, Observations, Probe, ProbeFacts, ProbeRun, ProbeSample } from './probe.ts';
export { allProbes, probeReference, skippedProbes } from './registry.ts';
