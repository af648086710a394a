// A background process with a log, from its start to the moment it answers.
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { ping } from './http.mjs';

/** Resolves with the pid when the engine answers; rejects with the end of its log. */
export async function startDaemon({ command, args, env, log, host, timeout = 60_000 }) {
  const out = openSync(log, 'w');
  const child = spawn(command, args, { env, detached: true, stdio: ['ignore', out, out], cwd: '/' });
  closeSync(out);
  let ended;
  child.on('error', (error) => (ended = error.message));
  child.on('exit', (code, signal) => (ended = `it ended with ${signal ?? `exit code ${code}`}`));
  for (const end = Date.now() + timeout; !ended && Date.now() < end; await sleep(50))
    if (await ping(host, 1000)) {
      child.unref();
      return child.pid;
    }
  if (!ended) child.kill('SIGTERM');
  const tail = readFileSync(log, 'utf8').trim().split('\n').slice(-15).join('\n');
  throw new Error(
    `${command} does not answer: ${ended ?? `not ready after ${timeout / 1000} s`}.\n${tail}\n` +
      `The whole log is ${log}. "down --purge" removes the engine's data; ` +
      'DOCKER_HOST can point to another engine.',
  );
}
