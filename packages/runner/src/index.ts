export type { BuildPlan, ContextEntry } from './build/build-plan.ts';
export { type BuildSettings, planBuild, platformOfPlanqk } from './build/plan-build.ts';
export { createRunner, type EngineProbe, probeEngines, type RunnerOptions } from './create-runner.ts';
export type { BuildEvent, BuildStep } from './engine/build-event.ts';
export type { DetachedExecution, DetachedReference } from './engine/detached.ts';
export type { Image } from './engine/image.ts';
export type {
  BuildContext,
  Engine,
  EngineExit,
  EngineInfo,
  EngineKind,
  EngineRun,
  EngineUsage,
  OutputChunk,
  StartFailure,
  SweepReport,
} from './engine/port.ts';
export { checkRequirements, type FoundTool } from './process/check-requirements.ts';
export { defaultGraceMs, type Execution, type ExecutionOptions } from './run/execution.ts';
export type { ExecutionEvent } from './run/execution-event.ts';
export { planRun, type RunSettings } from './run/plan-run.ts';
export type { Confinement, GpuRequest, Limits, RunPlan } from './run/run-plan.ts';
export type { BuildOptions, DetachedOptions, ReattachOptions, Runner, StartOptions } from './runner.ts';
