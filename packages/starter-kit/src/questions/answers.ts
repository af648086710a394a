/** A GPU that the service asks the platform for. */
export interface Gpu {
  readonly type: string;
  /** At least 1. */
  readonly count: number;
}

/** What a template is rendered with. */
export interface Answers {
  readonly name: string;
  /** One line. */
  readonly description: string;
  /** vCPUs, 0.5 to 20 in steps of 0.5. */
  readonly cpu: number;
  /** GB, whole numbers from 1 to 32. */
  readonly memory: number;
  readonly gpu: Gpu | undefined;
}
