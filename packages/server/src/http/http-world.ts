import type { ServiceInput } from '@planqk-service/core';
import type { EngineInfo, Image } from '@planqk-service/runner';
import type { EventBus, ServerEvent } from '../events/event-bus.ts';
import type { JobManager } from '../jobs/job-manager.ts';
import type { ServedProject } from '../project/served-project.ts';
import type { JobFiles } from '../store/job-files.ts';
import type { JobStore } from '../store/job-store.ts';

/** What answers to requests are made of. */
export interface HttpWorld {
  readonly store: JobStore;
  readonly files: JobFiles;
  readonly jobs: JobManager;
  readonly events: EventBus;
  /** The project as it was last built. */
  readonly project: () => ServedProject;
  readonly image: () => Image;
  /** That a new image is being built, or why there is none. */
  readonly imageNews: () => ServerEvent | undefined;
  /** @throws ServiceError ENGINE_LOST */
  readonly engine: () => Promise<EngineInfo>;
  /** @throws HttpError INPUT_INVALID */
  readonly checkInput: (input: ServiceInput) => Promise<void>;
  readonly limits: {
    readonly bodyBytes: number;
    readonly concurrency: number;
    readonly jobTimeoutMs: number | null;
  };
}
