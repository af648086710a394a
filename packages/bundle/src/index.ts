export { type AllowedSecret, readAllowed } from './allowed.ts';
export { type BundleManifest, bundleManifest, type ManifestFacts } from './manifest.ts';
export {
  type BundleLimits,
  type BundlePlan,
  defaultLimits,
  defaultOutput,
  manifestPath,
  type PlanOptions,
  planBundle,
} from './plan.ts';
export { type BundleProblem, type BundleProblemCode, bundleProblems } from './problem.ts';
export { ignoreFile } from './rules.ts';
export type { DroppedEntry, KeptFile } from './scan.ts';
export { unpackBundle } from './unpack.ts';
export { type BundledFile, type StagedBundle, type StageOptions, stageBundle } from './write.ts';
