import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  generateTypes,
  isServiceError,
  loadProject,
  loadSpec,
  outcomeError,
  type Project,
  readProjectFiles,
  ServiceError,
  specFile,
  takeInFiles,
} from '@planqk-service/core';
import type { ServicePort, ServiceReport } from '@planqk-service/starter-kit/testing';
import { readInput } from '../input/read-input.ts';
import type { World } from '../world.ts';
import { runTests } from './run-tests.ts';

const timeoutMs = 300_000;
const lines = 8;

interface PortFlags {
  readonly 'docker-host'?: string | undefined;
}

/** Builds and runs the services that a starter makes, for the conformance suite. */
export function servicePort(flags: PortFlags, world: World): ServicePort {
  return {
    asContainer: (dir) => reported(() => containerProblems(dir, flags, world)),
    asProcess: (dir) => reported(() => processProblems(dir, world)),
  };
}

/** What says something about the service is a report; a missing tool is no fault of it. */
async function reported(ask: () => Promise<readonly string[]>): Promise<ServiceReport> {
  try {
    return { problems: await ask() };
  } catch (error) {
    if (!isServiceError(error)) throw error;
    if (error.code === 'TOOL_MISSING') return { skipped: error.message };
    if (['INTERRUPTED', 'ENGINE_LOST', 'NO_ENGINE', 'ENGINE_REFUSED'].includes(error.code)) throw error;
    return { problems: [error.message] };
  }
}

async function containerProblems(dir: string, flags: PortFlags, world: World): Promise<readonly string[]> {
  const project = await loadProject(dir, world.platform);
  const { input } = await readInput({}, project, world);
  const subject = { project, sample: input, image: undefined, start: { timeoutMs } };
  const how = { concurrency: 2, bail: false, update: false };
  const { verdicts } = await runTests(subject, { filter: [], deterministic: false }, how, flags, world);
  return verdicts.flatMap(({ id, findings }) =>
    findings.filter(({ severity }) => severity === 'error').map(({ message }) => `${id}: ${message}`),
  );
}

async function processProblems(dir: string, world: World): Promise<readonly string[]> {
  const project = await loadProject(dir, world.platform);
  const { input } = await readInput({}, project, world);
  const { createRunner } = await import('@planqk-service/runner');
  await using runner = await createRunner({ engine: 'process' });
  const signal = world.interruption.requested;
  const image = await runner.build(project, { signal });
  const error = outcomeError(await runner.run(image, input, { project, timeoutMs, signal }));
  if (error !== undefined) return [`On its sample: ${error.message}`];
  await writeTypes(project);
  for (const command of project.process?.test ?? []) {
    const failure = await runCommand(command, dir, signal);
    if (failure !== undefined) return [failure];
  }
  return [];
}

/** What `planqk-service spec types` would write: the service's own tests then compile it, too. */
async function writeTypes({ dir, types }: Project): Promise<void> {
  const files = await readProjectFiles(dir);
  const text = await files.text(specFile);
  if (types === undefined || text === undefined) return;
  const root = await takeInFiles(loadSpec(text), (path) => files.text(path));
  if (root === undefined) return;
  const file = join(dir, types.output);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, await generateTypes(root, types.lang));
}

/** Runs a command of the project; answers with what went wrong, if anything. */
async function runCommand(command: readonly string[], dir: string, signal: AbortSignal): Promise<string | undefined> {
  const [file = '', ...argv] = command;
  const output: string[] = [];
  const end = await new Promise<number | string | null>((resolve) => {
    const child = spawn(file, argv, { cwd: dir, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true, signal });
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => output.push(text));
    child.once('error', (error) => resolve(error.message)).once('close', resolve);
  });
  if (signal.aborted) throw new ServiceError('INTERRUPTED', { doing: `running ${command.join(' ')}` });
  if (end === 0) return undefined;
  const tail = output.join('').trimEnd().split('\n').slice(-lines);
  return [`"${command.join(' ')}" ended with ${end}.`, ...tail].join('\n    ');
}
