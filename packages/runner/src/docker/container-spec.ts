import type { ContainerCreateOptions } from 'dockerode';
import type { GpuRequest, RunPlan } from '../run/run-plan.ts';

const cpuPeriodMicroseconds = 100_000;

/** The body of "create a container" for `plan`. */
export function containerSpec(plan: RunPlan, gpu: GpuRequest | undefined): ContainerCreateOptions {
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
      // The engine removes it when the service has ended, whatever has become of us.
      AutoRemove: true,
      // Without an init process, stopping takes the whole grace period: process 1 ignores SIGTERM by default.
      Init: withoutInit !== true,
      // Everything is read through the attached stream, so that nothing is written to disk twice.
      LogConfig: { Type: 'none', Config: {} },
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
