import { entry } from './entry.ts';

export const serverErrors = {
  PORT_UNAVAILABLE: entry(
    2,
    (d: { host: string; port: number; reason: string }) => `Port ${d.port} of ${d.host} cannot be used: ${d.reason}.`,
    () => 'End the program that uses it, or let the system choose a free one with --port 0.',
  ),
  TOKEN_REQUIRED: entry(
    2,
    (d: { host: string }) => `Without a token, everybody who reaches ${d.host} could run jobs on this machine.`,
    () => 'Demand one with --token, or say that you mean it with --insecure.',
  ),
  STORE_IN_USE: entry(
    3,
    (d: { dir: string; owner: string }) => `The jobs in ${d.dir} belong to a server that is running${d.owner}.`,
    () => 'End that server first; one store has one server.',
  ),
  STORE_NEWER: entry(
    3,
    (d: { path: string; version: number; known: number }) =>
      `${d.path} was written by a newer version (store version ${d.version}; this one knows ${d.known}).`,
    () => 'Update planqk-service, or remove the file with all jobs in it.',
  ),
  STORE_UNUSABLE: entry(
    3,
    (d: { path: string; reason: string }) => `${d.path} cannot be used to keep jobs: ${d.reason}`,
    () => 'Check the permissions and the free space there; if the file is broken, move it away to begin anew.',
  ),
  SCENARIO_UNKNOWN: entry(
    2,
    (d: { name: string; known: readonly string[]; nearest?: string | undefined }) =>
      `There is neither a scenario nor a file "${d.name}". Scenarios: ${d.known.join(', ')}.`,
    (d) =>
      d.nearest === undefined
        ? 'Use one of the scenarios named above, or the path of a JSON file.'
        : `Did you mean --scenario ${d.nearest}?`,
  ),
  SCENARIO_INVALID: entry(
    3,
    (d: { path: string; problems: readonly string[] }) =>
      `${d.path} is no scenario:\n${d.problems.map((problem) => `  - ${problem}`).join('\n')}`,
    () => 'Correct the fields named above; schemas/scenario.schema.json of @planqk-service/server explains them all.',
  ),
};
