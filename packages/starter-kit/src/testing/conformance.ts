import type { Answers } from '../questions/answers.ts';
import type { ProjectFile } from '../render/file.ts';
import type { Starter } from '../starter/starter.ts';

/** What came of asking a service something: what is wrong, one sentence each, or why it could not be asked. */
export type ServiceReport = { readonly problems: readonly string[] } | { readonly skipped: string };

/** What the suite needs of something that builds and runs services. */
export interface ServicePort {
  /** Builds the image of the project in `dir`, runs it on its sample and asks it what the platform may ask. */
  readonly asContainer: (dir: string) => Promise<ServiceReport>;
  /**
   * Builds and runs the project in `dir` without a container, writes the types that it wants to have, and runs its own
   * tests. Skipped where the tools of its language are missing.
   */
  readonly asProcess: (dir: string) => Promise<ServiceReport>;
}

/** A project made from the starter, on disk. */
export interface MadeProject {
  readonly dir: string;
  readonly answers: Answers;
  readonly files: readonly ProjectFile[];
}

/** One thing that a starter has to do. */
export interface ConformanceCheck {
  /** Permanent, in kebab-case; also its heading in `docs/guides/write-a-starter.md`. */
  readonly id: string;
  /** What has to hold: one sentence. */
  readonly title: string;
  readonly run: (subject: ConformanceSubject) => Promise<ServiceReport>;
}

export interface ConformanceSubject {
  readonly starter: Starter;
  /** Made with plain answers first, then with the oddest that the questions let through. */
  readonly projects: readonly MadeProject[];
  /** Undefined when nothing is to be built or run. */
  readonly service: ServicePort | undefined;
}

/** What came of one check. */
export interface CheckOutcome {
  readonly id: string;
  readonly title: string;
  readonly status: 'passed' | 'failed' | 'skipped';
  /** What is wrong, one sentence each. */
  readonly problems: readonly string[];
  /** Why it was not checked. */
  readonly skipped?: string;
  readonly durationMs: number;
}
