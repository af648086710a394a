// Is a kill for memory told, when it hits the main process and when it hits a child of one that goes on?
import { ask, pythonImage, runContainer, tell } from './engine.mjs';

const Image = pythonImage;
const HostConfig = { Memory: 64 * 1024 ** 2, Init: true };
const allocate = 'x = bytearray(300 * 1024 ** 2); print(len(x))';
const ofChild = `import subprocess, sys; print(subprocess.run([sys.executable, "-c", ${JSON.stringify(allocate)}]).returncode)`;

const facts = ({ exitCode, OOMKilled, stdout }) => ({ exitCode, OOMKilled, stdout });
await tell({
  'main process': facts(await runContainer({ Image, HostConfig, Cmd: ['python3', '-c', allocate] })),
  'main process, no init': facts(
    await runContainer({ Image, HostConfig: { ...HostConfig, Init: false }, Cmd: ['python3', '-c', allocate] }),
  ),
  'child process': facts(await runContainer({ Image, HostConfig, Cmd: ['python3', '-c', ofChild] })),
  'killed by us': facts(
    await runContainer({ HostConfig, Cmd: ['sleep', '60'] }, async (path) => {
      await ask('POST', `${path}/kill?signal=SIGKILL`);
    }),
  ),
});
