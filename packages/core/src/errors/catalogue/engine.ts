import { entry } from './entry.ts';

export interface TriedCandidate {
  readonly source: string;
  readonly address: string;
  readonly reason: string;
  readonly remedy: string;
}

export const engineErrors = {
  NO_ENGINE: entry(
    9,
    (d: { tried: readonly TriedCandidate[] }) =>
      `No container engine answered.${d.tried.map((c) => `\n  - ${c.source} (${c.address}): ${c.reason}`).join('')}`,
    (d) => d.tried.find((c) => c.remedy !== '')?.remedy ?? 'Start Docker or Podman, or set DOCKER_HOST.',
  ),
  ENGINE_LOST: entry(
    9,
    (d: { doing: string; reason: string }) => `The engine went away while ${d.doing}: ${d.reason}`,
    () => 'Start the engine again and repeat the command; "planqk-service doctor" removes what was left behind.',
  ),
  ENGINE_REFUSED: entry(
    9,
    (d: { doing: string; reason: string }) => `The engine refused ${d.doing}: ${d.reason}`,
    () => 'See what the engine offers with "planqk-service doctor".',
  ),
  GPU_UNAVAILABLE: entry(
    9,
    (d: { reason: string }) => `The service asks for a GPU, but the engine has none: ${d.reason}`,
    () => 'Install the NVIDIA container toolkit, or leave out --gpu required to run on the CPU.',
  ),
  PROCESS_NOT_CONFIGURED: entry(
    3,
    (d: { path: string }) => `${d.path} does not say how to start the service without a container.`,
    () => 'Add {"process": {"start": ["python3", "-m", "app"]}} to it, or use a container engine.',
  ),
  TOOL_MISSING: entry(
    9,
    (d: { tool: string; reason: string; install: string }) =>
      `${d.tool} is needed to run the service as a process, but ${d.reason}.`,
    (d) => (d.install === '' ? 'Install it and make sure that it is in PATH.' : `Install it: ${d.install}`),
  ),
};
