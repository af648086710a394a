/** The process that answers for what it starts on an engine. */
export interface Owner {
  readonly host: string;
  readonly pid: number;
}

export const executionLabel = 'planqk-service.execution';
export const ownerLabel = 'planqk-service.owner';
export const fingerprintLabel = 'planqk-service.fingerprint';

/** Labels of everything that one execution creates on an engine. */
export function executionLabels({ executionId, owner }: { executionId: string; owner: Owner }): Record<string, string> {
  return { [executionLabel]: executionId, [ownerLabel]: `${owner.host}/${owner.pid}` };
}

/** The owner that `label` names, or undefined when these tools did not write it. */
export function parseOwner(label: string | undefined): Owner | undefined {
  const match = /^(.+)\/(\d+)$/.exec(label ?? '');
  return match ? { host: match[1] as string, pid: Number(match[2]) } : undefined;
}
