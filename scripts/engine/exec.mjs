// Running commands.
import { execFile } from 'node:child_process';

/** Resolves with stdout; an error carries the end of what the command said. */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    execFile(command, args, { maxBuffer: 64 << 20, ...options }, (error, stdout, stderr) => {
      if (!error) return resolve(stdout);
      const said = `${stdout}\n${stderr}`.trim().split('\n').slice(-8).join('\n');
      const reason = typeof error.code === 'number' ? `exit code ${error.code}` : error.message;
      reject(new Error(`${command} ${args.join(' ')}: ${reason}\n${said}`));
    });
  });
}

export async function tryRun(command, args, options) {
  try {
    return await run(command, args, options);
  } catch {
    return undefined;
  }
}
