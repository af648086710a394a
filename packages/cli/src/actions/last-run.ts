import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  createInput,
  type Ending,
  JsonText,
  jsonMembers,
  type Outcome,
  type OutcomeError,
  type ServiceInput,
  stringifyWithRawJson,
  toolFolder,
} from '@planqk-service/core';

/** What a project was given and what came of it when it ran last. */
export interface LastRun {
  /** The image's name. */
  readonly image: string;
  readonly endedAt: Date;
  readonly input: ServiceInput;
  readonly ending: Ending;
}

/** What other versions have kept is not understood, and counts as nothing. */
const format = 1;

/** Keeps a run for later, in place of the one before. One that was ended from outside says nothing of the service. */
export async function keepLastRun(dir: string, input: ServiceInput, image: string, outcome: Outcome): Promise<void> {
  if (endedFromOutside(outcome)) return;
  const { status, timedOut, endedAt, result } = outcome;
  const { body, ...error } = outcome.error ?? {};
  const kept = { format, image, endedAt, ...input, status, timedOut, result, error: outcome.error && error, body };
  const folder = join(dir, toolFolder);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, '.gitignore'), '*\n');
  const path = pathOf(dir);
  const part = `${path}.${process.pid}.part`;
  try {
    await writeFile(part, stringifyWithRawJson(kept));
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

/** The last run that was kept; undefined where there is none. */
export async function readLastRun(dir: string): Promise<LastRun | undefined> {
  const text = await readFile(pathOf(dir), 'utf8').catch(() => undefined);
  const attempt = text === undefined ? undefined : JsonText.try(text);
  if (!attempt?.ok) return undefined;
  const members = jsonMembers(attempt.json);
  const value = <T>(name: string): T | undefined => {
    const member = members.get(name);
    return member === undefined ? undefined : JSON.parse(member);
  };
  const raw = (name: string) => {
    const member = members.get(name);
    return member === undefined ? undefined : JsonText.from(member, name);
  };
  if (value('format') !== format) return undefined;
  const [result, body] = [raw('result'), raw('body')];
  const error = value<OutcomeError>('error');
  return {
    image: value('image') as string,
    endedAt: new Date(value('endedAt') as string),
    input: createInput({ data: members.get('data'), params: members.get('params') }).input,
    ending: {
      status: value('status') as Ending['status'],
      timedOut: value('timedOut') as boolean,
      ...(result && { result }),
      ...(error && { error: { ...error, ...(body && { body }) } }),
    },
  };
}

/** Removes what was kept. */
export async function forgetLastRun(dir: string): Promise<void> {
  await rm(pathOf(dir), { force: true });
}

/** Whether a run was interrupted or lost, so that its end says nothing of the service. */
export function endedFromOutside({ error }: Ending): boolean {
  return error?.cause.code === 'INTERRUPTED' || error?.cause.code === 'ENGINE_LOST';
}

function pathOf(dir: string): string {
  return join(dir, toolFolder, 'last-run.json');
}
