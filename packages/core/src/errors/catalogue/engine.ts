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
    (d: { tried: readonly TriedCandidate[] }) => `No container engine answered.${listByReason(d.tried)}`,
    (d) =>
      `${mostTellingRemedy(d.tried) ?? 'Start Docker or Podman, or set DOCKER_HOST.'} Meanwhile, "planqk-service run --engine process" runs a service as a plain process.`,
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

/** Most places fail for the same reason, so that each reason is said once, above the places that it holds for. */
function listByReason(tried: readonly TriedCandidate[]): string {
  return [...Map.groupBy(tried, ({ reason }) => reason)]
    .map(([reason, places]) => {
      const list = places.map(({ source, address }) => `\n    ${address === '' ? source : `${address} (${source})`}`);
      return `\n  - ${reason}:${list.join('')}`;
    })
    .join('');
}

/** What stands out among the places is what the user nearly has: a socket without permission among missing ones. */
function mostTellingRemedy(tried: readonly TriedCandidate[]): string | undefined {
  const helpful = tried.filter(({ remedy }) => remedy !== '');
  const groups = [...Map.groupBy(helpful, ({ remedy }) => remedy).entries()];
  return groups.sort(([, a], [, b]) => a.length - b.length)[0]?.[0];
}
