import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

export const packageRoot = fileURLToPath(new URL('../..', import.meta.url));

interface Ended {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface CliOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  /** Goes away without reading anything. */
  readonly closeStdout?: boolean;
}

/** Runs the built command line as a user does, without an engine or a Service API unless `env` names one. */
export async function cli(
  argv: readonly string[],
  { cwd, env = {}, stdin = '', closeStdout = false }: CliOptions = {},
): Promise<Ended> {
  const child = spawn(process.execPath, [join(packageRoot, 'bin', 'planqk-service.cjs'), ...argv], {
    cwd,
    env: {
      PATH: process.env.PATH,
      SystemRoot: process.env.SystemRoot,
      DOCKER_HOST: 'unix:///nowhere/planqk-test.sock',
      // Nobody listens there, whatever serves on the usual port of this machine.
      PLANQK_SERVICE_URL: 'http://127.0.0.1:2',
      ...env,
    },
    stdio: 'pipe',
  });
  // A command that does not read its input may be gone before it is written.
  child.stdin.on('error', () => undefined).end(stdin);
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve));
  if (closeStdout) child.stdout.destroy();
  const [stdout, stderr] = await Promise.all([closeStdout ? '' : text(child.stdout), text(child.stderr)]);
  return { exitCode: await exited, stdout, stderr };
}

/** The commands by oclif's manifest, as they are typed. */
export const commandNames: readonly string[] = Object.keys(
  JSON.parse(readFileSync(join(packageRoot, 'oclif.manifest.json'), 'utf8')).commands,
).map((id) => id.replaceAll(':', ' '));
