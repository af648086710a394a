/** The process that answers for what it starts on an engine. */
export interface Owner {
  readonly host: string;
  readonly pid: number;
}

export const executionLabel = 'planqk-service.execution';
export const ownerLabel = 'planqk-service.owner';
export const storeLabel = 'planqk-service.store';
export const fingerprintLabel = 'planqk-service.fingerprint';

/** Who answers for an execution: a process while it lives, or the store that a detached one belongs to. */
export type Keeper = { readonly owner: Owner } | { readonly store: string };

/** Labels of everything that one execution creates on an engine. */
export function executionLabels(identity: { readonly executionId: string } & Keeper): Record<string, string> {
  const keeper =
    'store' in identity
      ? { [storeLabel]: identity.store }
      : { [ownerLabel]: `${identity.owner.host}/${identity.owner.pid}` };
  return { [executionLabel]: identity.executionId, ...keeper };
}

/** The owner that `label` names, or undefined when these tools did not write it. */
export function parseOwner(label: string | undefined): Owner | undefined {
  const match = /^(.+)\/(\d+)$/.exec(label ?? '');
  return match ? { host: match[1] as string, pid: Number(match[2]) } : undefined;
}

/** Name of the store at `path` on the machine `host`, whatever other machines use the same engine. */
export function storeName(host: string, path: string): string {
  return `${host}:${path}`;
}

/** The place that a store's name tells, or undefined when these tools did not write it. */
export function parseStore(name: string | undefined): { readonly host: string; readonly path: string } | undefined {
  const match = /^([^:]+):(.+)$/s.exec(name ?? '');
  return match ? { host: match[1] as string, path: match[2] as string } : undefined;
}
