import { JsonText, type JsonTextAttempt } from '../../contract/json-text.ts';
import type { ProjectFiles } from '../project-files.ts';

/** A JSON file of the project, or undefined where there is none. */
export async function readJson(
  files: ProjectFiles,
  path: string,
): Promise<{ readonly text: string; readonly attempt: JsonTextAttempt } | undefined> {
  const text = await files.text(path);
  return text === undefined ? undefined : { text, attempt: JsonText.try(text) };
}

export type JsonObject = Readonly<Record<string, unknown>>;

/** The object that a JSON file holds, with its text; undefined where there is no such file, or it holds no object. */
export async function readObject(
  files: ProjectFiles,
  path: string,
): Promise<{ readonly text: string; readonly value: JsonObject } | undefined> {
  const found = await readJson(files, path);
  if (found === undefined || !found.attempt.ok || !found.attempt.json.isObject()) return undefined;
  return { text: found.text, value: found.attempt.json.parse() as JsonObject };
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
