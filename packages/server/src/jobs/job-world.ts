import type { EventBus } from '../events/event-bus.ts';
import type { ImageSource } from '../image/image-source.ts';
import type { JobFiles } from '../store/job-files.ts';
import type { JobStore } from '../store/job-store.ts';
import type { ExecutionHost } from './execution-host.ts';

/** What jobs need of the world. */
export interface JobWorld {
  readonly store: JobStore;
  readonly files: JobFiles;
  readonly events: EventBus;
  readonly host: ExecutionHost;
  readonly images: Pick<ImageSource, 'current'>;
  readonly now: () => number;
  /** Told of what keeps a job from being followed or stored: a full disk, or what should never happen. */
  readonly onTrouble: (id: string, error: unknown) => void;
  /** Longest time that a job may run, in milliseconds. */
  readonly timeoutMs?: number | undefined;
}
