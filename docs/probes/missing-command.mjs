// What happens when the image's command does not exist or is not executable, with and without an init process?
import { runContainer, tell } from './engine.mjs';

const measured = {};
for (const [name, command] of [
  ['missing', '/nope'],
  ['not executable', '/etc/hostname'],
]) {
  for (const Init of [true, false]) {
    const { start, message, exitCode, state, stdout, stderr } = await runContainer({
      Cmd: [command],
      HostConfig: { Init },
    });
    const how = Init ? 'init' : 'no init';
    measured[`${name}, ${how}`] = {
      start,
      message,
      exitCode,
      status: state?.Status,
      code: state?.ExitCode,
      stdout,
      stderr,
    };
  }
}
await tell(measured);
