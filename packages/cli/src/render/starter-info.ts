import type { Writable } from 'node:stream';
import type { Starter } from '@planqk-service/starter-kit';
import { commandLine } from '@planqk-service/starter-kit/command';
import { styleFor } from './style.ts';

/** A starter for programs: its description, where it came from, and its files without their content. */
export function starterInfo({ dir, manifest, origin, files }: Starter): object {
  return { dir, manifest, origin, files: files.map(({ path, bytes }) => ({ path, bytes: bytes.length })) };
}

/** The same for people. */
export function starterText({ dir, manifest, origin, files }: Starter, stream: Writable): string {
  const style = styleFor(stream);
  const { title, id, description, language, contract = 'v1', variables = [], postCreate = [], process } = manifest;
  const from = origin.package === undefined ? dir : `${origin.package}@${origin.version ?? '?'}`;
  const section = (name: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : [`\n${style('bold', name)}`, ...lines.map((line) => `  ${line}`)];
  const lines = [
    `${style('bold', title)} (${id}): ${description}`,
    `${language}, contract ${contract}, from ${from}`,
    ...section(
      'Asks',
      variables.map(({ name, prompt, default: value }) => `--var ${name}=${value}  ${prompt}`),
    ),
    ...section('Would like to run in a new project', postCreate.map(commandLine)),
    ...section(
      'Needs without a container',
      (process.requires ?? []).map(({ command, version = '' }) => `${command[0]} ${version}`.trimEnd()),
    ),
    ...section(
      'Files',
      files.map(({ path }) => path),
    ),
  ];
  return `${lines.join('\n')}\n`;
}
