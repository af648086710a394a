import type { ContainerCreateOptions } from 'dockerode';
import type { GpuRequest, RunPlan } from '../run/run-plan.ts';

const cpuPeriodMicroseconds = 100_000;

/** An engine's own name for where it keeps a container's output, and how. */
export interface LogConfig {
  readonly Type: string;
  readonly Config: Readonly<Record<string, string>>;
}

/** Everything is read through the attached stream, so that nothing is written to disk twice. */
export const noLog: LogConfig = { Type: 'none', Config: {} };

/** Engines that know no word for "unlimited" take a size that no disk has. */
const unlimited = { 'max-size': '1000000g', mode: 'blocking' };

/**
 * Keeps every byte of a detached container, whatever the engine's own settings say of rotation. Docker's `json-file`
 * would replace bytes that are not UTF-8, also where a line is cut in the middle of a character; Podman's is exact, and
 * there is no `local` (docs/probes).
 */
export function keepingLog({ podman }: { readonly podman: boolean }): LogConfig {
  if (podman) return { Type: 'json-file', Config: unlimited };
  return { Type: 'local', Config: { ...unlimited, 'max-file': '1', compress: 'false' } };
}

/** How the log of `driver` has to be read, so that it is what was printed. */
export function readingOf(driver: string): LogReading {
  return driver === 'local' ? { withTimes: true, canFollow: true } : { withTimes: false, canFollow: false };
}

export interface LogReading {
  /** Its driver loses what only the entries' times can tell. */
  readonly withTimes: boolean;
  /** What is followed is the same as what is read later, apart from its end. */
  readonly canFollow: boolean;
}

export function containerName(executionId: string): string {
  return `planqk-service-${executionId}`;
}

/** The body of "create a container" for `plan`. */
export function containerSpec(
  plan: RunPlan,
  gpu: GpuRequest | undefined,
  logConfig: LogConfig = noLog,
): ContainerCreateOptions {
  const { cpu, memoryBytes } = plan.limits ?? {};
  const { user, readOnlyInput, readOnlyRoot, withoutInit } = plan.confinement;
  return {
    Image: plan.image.id,
    Env: Object.entries(plan.env).map(([name, value]) => `${name}=${value}`),
    Labels: { ...plan.labels },
    AttachStdout: true,
    AttachStderr: true,
    Tty: false,
    ...(user !== undefined && { User: user }),
    HostConfig: {
      // The engine removes it when the service has ended, whatever has become of us; unless somebody may come and ask.
      AutoRemove: !plan.detached,
      // Without an init process, stopping takes the whole grace period: process 1 ignores SIGTERM by default.
      Init: withoutInit !== true,
      LogConfig: { Type: logConfig.Type, Config: { ...logConfig.Config } },
      ...(plan.network === 'none' && { NetworkMode: 'none' }),
      ...(cpu !== undefined && {
        // A quota, unlike NanoCpus, may be larger than the machine.
        CpuPeriod: cpuPeriodMicroseconds,
        CpuQuota: Math.max(1_000, Math.round(cpu * cpuPeriodMicroseconds)),
      }),
      ...(memoryBytes !== undefined && { Memory: memoryBytes, MemorySwap: memoryBytes }),
      // The input is root's: without this capability its modes hold for root too.
      ...(readOnlyInput && { CapDrop: ['DAC_OVERRIDE'] }),
      ...(readOnlyRoot && {
        ReadonlyRootfs: true,
        Tmpfs: { '/tmp': 'rw,exec,mode=1777' },
        // Engines refuse to copy the input onto a read-only file system; this volume goes with the container.
        Mounts: [{ Type: 'volume', Target: plan.inputDir, Source: '' }],
      }),
      ...(gpu && { DeviceRequests: [{ Driver: 'nvidia', Count: gpu.count, Capabilities: [['gpu']] }] }),
    },
  };
}
