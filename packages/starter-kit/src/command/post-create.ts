import { ServiceError } from '@planqk-service/core/errors';
import type { Command } from '../schema/manifest.ts';
import { commandLine } from './command-line.ts';
import type { CreateWorld } from './world.ts';

/** What a starter wants to be run in a new project, and whether that happened. */
export interface PostCreate {
  readonly commands: readonly Command[];
  readonly ran: boolean;
}

/**
 * Runs the commands of a starter in the new project `dir`, one after the other; what they print goes to standard
 * error. Only called when the user has agreed.
 *
 * @throws ServiceError `POST_CREATE_FAILED`, `INTERRUPTED`; the project stays
 */
export async function runPostCreate(
  commands: readonly Command[],
  dir: string,
  { env, err, signal }: Pick<CreateWorld, 'env' | 'err' | 'signal'>,
): Promise<void> {
  const { spawn } = await import('node:child_process');
  for (const command of commands) {
    const line = commandLine(command);
    err.write(`${err.paint('dim', `$ ${line}`)}\n`);
    const [file, ...argv] = command;
    await new Promise<void>((resolve, reject) => {
      const fail = (reason: string, cause?: unknown): void => {
        const error = signal.aborted
          ? new ServiceError('INTERRUPTED', { doing: `running ${line}` }, { cause })
          : new ServiceError('POST_CREATE_FAILED', { command: line, reason }, { cause });
        reject(error);
      };
      // Our standard output is the answer of our command, and nothing else.
      const child = spawn(file, argv, { cwd: dir, env, stdio: ['ignore', 2, 2], windowsHide: true, signal });
      child.once('error', (error) => fail(error.message, error));
      child.once('close', (code, name) => (code === 0 ? resolve() : fail(`it ended with ${code ?? name}.`)));
    });
  }
}
