import { inject } from 'vitest';
import type { ContainerEngine, Suite } from './shared.ts';

declare module 'vitest' {
  interface ProvidedContext {
    suite: Suite;
  }
}

/** What the global setup has made. */
export const suite: Suite = inject('suite');

/** Address of a container engine, or undefined where it is missing. */
export function hostOf(engine: ContainerEngine): string | undefined {
  const host = suite.hosts[engine];
  return 'address' in host ? host.address : undefined;
}
