import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from './command.ts';
import { repository } from './paths.ts';

/** The sources of serde and what it needs, or why they cannot be had. */
export type RustCrates = { readonly folder: string } | { readonly missing: string };

export async function findRustCrates(): Promise<RustCrates> {
  const script = join(repository, 'scripts', 'rust-crates.mjs');
  const end = await new Command([process.execPath, script], { cwd: repository, env: process.env }).ended;
  return end.exitCode === 0 ? { folder: end.stdout.trim() } : { missing: end.stderr.trim() };
}

/** Makes Cargo take crates out of `folder` instead of asking a registry. */
export async function useRustCrates(project: string, folder: string): Promise<void> {
  await mkdir(join(project, '.cargo'), { recursive: true });
  const config = `[source.crates-io]\nreplace-with = "local"\n\n[source.local]\ndirectory = ${JSON.stringify(folder)}\n`;
  await writeFile(join(project, '.cargo', 'config.toml'), config);
}
