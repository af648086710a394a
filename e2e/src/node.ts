import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { finish } from './command.ts';

/**
 * Installs the newest Node that npm offers in `range`.
 *
 * @param folder made for it
 * @returns the folder of its executable
 */
export async function installNode(range: string, folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), '{ "private": true }\n');
  const npm = ['npm', 'install', '--no-audit', '--no-fund', '--prefer-offline', `node@${range}`];
  await finish(npm, { cwd: folder, env: process.env });
  return join(folder, 'node_modules', 'node', 'bin');
}
