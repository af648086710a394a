import type { JobStatus } from '@planqk-service/core/portable';
import { Icon, type IconName } from './Icon.tsx';

/** A status in colour, with a sign and its name: the colour alone never says it. */
export function Status({ status }: { status: JobStatus }) {
  return (
    <span class={`status status-${status.toLowerCase()}`}>
      <Icon name={status.toLowerCase() as IconName} />
      {status}
    </span>
  );
}

/** The sign alone, for lists where the name would be noise; screen readers hear the name. */
export function StatusSign({ status }: { status: JobStatus }) {
  return (
    <span class={`status status-${status.toLowerCase()}`} title={status}>
      <Icon name={status.toLowerCase() as IconName} />
      <span class="unseen">{status}</span>
    </span>
  );
}
