import type { ContainerCreateOptions } from 'dockerode';
import type { GpuRequest, RunPlan } from '../run/run-plan.ts';

const cpuPeriodMicroseconds = 100_000;

/** An engine's own name for where it keeps a container's output, and how. */
export interface LogConfig {
  readonly Type: string;
  readonly Config: Readonly<Record<string, string>>;
}

/** Where everything is read through an attached stream, nothing is written to disk as well. */
const noLog: LogConfig = { Type: 'none', Config: {} };

/** Engines that know no word for "unlimited" take a size that no disk has. */
const unlimited = { 'max-size': '1000000g', mode: 'blocking' };

/** How the output of a container comes to us, and what becomes of the container when it has ended. */
export interface Keeping {
  readonly log: LogConfig;
  /** Its output is taken from a stream that is attached before its start; otherwise from its log. */
  readonly attaches: boolean;
  /** The engine removes it, whatever has become of us: nobody can come and ask for its log. */
  readonly removesItself: boolean;
}

/**
 * A log keeps every byte, whatever the engine's own settings say of rotation. Docker's `json-file` would replace bytes
 * that are not UTF-8, also where a line is cut in the middle of a character; Podman's is exact, and there is no `local`.
 * Podman answers "attach" before its monitor listens, and what a service prints until then is lost (docs/probes): there
 * the log of every container is kept and read.
 */
export function keepingOf({ podman, detached }: { readonly podman: boolean; readonly detached: boolean }): Keeping {
  if (podman) return { log: { Type: 'json-file', Config: unlimited }, attaches: false, removesItself: false };
  if (!detached) return { log: noLog, attaches: true, removesItself: true };
  const Config = { ...unlimited, 'max-file': '1', compress: 'false' };
  return { log: { Type: 'local', Config }, attaches: true, removesItself: false };
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
  { log, removesItself }: Keeping,
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
      AutoRemove: removesItself,
      // Without an init process, stopping takes the whole grace period: process 1 ignores SIGTERM by default.
      Init: withoutInit !== true,
      LogConfig: { Type: log.Type, Config: { ...log.Config } },
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
