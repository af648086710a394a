/** What a build tells while it runs. Steps are numbered from 1; `total` grows as the engine finds out. */
export type BuildEvent =
  | { readonly type: 'step-started'; readonly step: BuildStep }
  | { readonly type: 'step-finished'; readonly step: BuildStep; readonly durationMs: number; readonly cached: boolean }
  | { readonly type: 'log'; readonly step: BuildStep; readonly text: string }
  | { readonly type: 'progress'; readonly done: number; readonly total: number };

export interface BuildStep {
  readonly id: string;
  /** As the engine names it, for example `[build 2/5] COPY go.mod ./`. */
  readonly name: string;
}
