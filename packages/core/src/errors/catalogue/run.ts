import { entry } from './entry.ts';

export const runErrors = {
  IMAGE_NOT_FOUND: entry(
    3,
    (d: { image: string }) => `There is no image ${d.image} on this engine.`,
    () => 'Build it first with "planqk-service build", or pull it with your engine.',
  ),
  IMAGE_NO_COMMAND: entry(
    5,
    (d: { image: string }) => `The image ${d.image} has neither ENTRYPOINT nor CMD, so there is nothing to start.`,
    () => 'Add a last line such as ENTRYPOINT ["python", "-m", "app"] to the Dockerfile.',
  ),
  COMMAND_NOT_FOUND: entry(
    5,
    (d: { command: string; reason: string }) => `The command ${d.command} does not exist in the image: ${d.reason}`,
    () => 'Check the path in ENTRYPOINT, that the file is copied into the last stage, and its "#!" line.',
  ),
  COMMAND_NOT_EXECUTABLE: entry(
    5,
    (d: { command: string; reason: string }) => `The command ${d.command} cannot be executed: ${d.reason}`,
    () => 'Make the file executable (RUN chmod +x …) and check that it was built for linux/amd64.',
  ),
  START_FAILED: entry(
    5,
    (d: { reason: string }) => `The container could not be started: ${d.reason}`,
    () => 'Check the resources in planqk.json and the flags of this run.',
  ),
  DETACHED_UNSUPPORTED: entry(
    3,
    (d: { engine: string }) =>
      `The engine "${d.engine}" cannot run a service that outlives the program it was started by.`,
    () => 'Use a container engine, such as Docker or Podman.',
  ),
  EXECUTION_EXISTS: entry(
    3,
    (d: { executionId: string }) => `The engine already has an execution with the id ${d.executionId}.`,
    () => 'Reattach to it or remove it, or give each execution an id of its own.',
  ),
  EXECUTION_NOT_FOUND: entry(
    3,
    (d: { executionId: string; reason: string }) => `There is no execution ${d.executionId} to attach to: ${d.reason}`,
    () => 'Look with listDetached at what the store has on this engine.',
  ),
  EXECUTION_LET_GO: entry(
    130,
    (d: { executionId: string }) => `This program let go of the execution ${d.executionId} before its end was known.`,
    () => 'Reattach to the execution to learn how it ends; the engine keeps it and its output.',
  ),
  SERVICE_FAILED: entry(
    5,
    (d: { exitCode: number; meaning: string }) =>
      `The service failed with exit code ${d.exitCode}${d.meaning === '' ? '' : ` (${d.meaning})`}.`,
    () => 'Read the log of the service, which decides what its exit codes mean.',
  ),
  OUT_OF_MEMORY: entry(
    5,
    (d: { limit: string; setBy: string }) =>
      `The service was killed because it used more than its memory limit of ${d.limit} (set by ${d.setBy}).`,
    () => 'Raise resources.memory in planqk.json, use less memory, or try --no-limits.',
  ),
  NO_RESULT: entry(
    6,
    () => 'The service ended with exit code 0 but printed no result.',
    () => 'Print one line "PlanQK:Job:Result: <json>" on stdout, and flush it, before the service exits.',
  ),
  INVALID_RESULT: entry(
    6,
    (d: { reason: string }) => `The result that the service printed is not valid JSON: ${d.reason}`,
    () => 'Print strict JSON: no NaN or Infinity (Python: json.dumps(…, allow_nan=False)), no trailing text.',
  ),
  TIMED_OUT: entry(
    7,
    (d: { timeoutMs: number }) => `The service was stopped after ${d.timeoutMs / 1000} s without coming to an end.`,
    () => 'Give it longer with --timeout, or make the input smaller.',
  ),
  INTERRUPTED: entry(
    130,
    (d: { doing: string }) => `Interrupted while ${d.doing}; everything that was started has been stopped.`,
    () => 'Start the command again when you like.',
  ),
};
