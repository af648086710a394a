import type { Tarball } from './packages.ts';
import type { Tools } from './toolchains.ts';

export const starters = ['python', 'go', 'rust'] as const;
export type Starter = (typeof starters)[number];

/** Where services run; the first two are container engines. */
export const engines = ['docker', 'podman', 'process'] as const;
export type Engine = (typeof engines)[number];
export type ContainerEngine = Exclude<Engine, 'process'>;

/** What one build of a starter's project on one engine came to. */
export interface Build {
  readonly starter: Starter;
  readonly engine: Engine;
  readonly exitCode: number | null;
  readonly output: string;
  readonly seconds: number;
}

/** What the global setup makes once for all test files. */
export interface Suite {
  /** Distinguishes what this run makes on the engines. */
  readonly id: string;
  /** Temporary folder of the run, gone afterwards; its name has a space and letters beyond ASCII. */
  readonly folder: string;
  /** Where npm installed the packed packages. */
  readonly installation: string;
  readonly tarballs: readonly Tarball[];
  /** Value of DOCKER_HOST, or why there is none. */
  readonly hosts: Readonly<Record<ContainerEngine, { readonly address: string } | { readonly missing: string }>>;
  readonly tools: Tools;
  /** Projects made by the real create-planqk-service, by starter. */
  readonly projects: Readonly<Record<Starter, { readonly dir: string; readonly withoutParams: string }>>;
  readonly builds: readonly Build[];
}
