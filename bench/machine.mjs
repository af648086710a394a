import { execFileSync } from 'node:child_process';
import { cpus, loadavg, release, totalmem, type } from 'node:os';

/** Where figures come from: without it they mean nothing. */
export function describeMachine() {
  const processors = cpus();
  return {
    processor: `${processors.length} x ${processors[0]?.model.trim()}`,
    memory: `${(totalmem() / 1024 ** 3).toFixed(0)} GiB`,
    system: `${type()} ${release()}`,
    node: process.version,
    load: loadavg()[0].toFixed(1),
  };
}

/** The engine that `docker` talks to, and the client that ours is compared with. */
export function describeEngine() {
  const format = '{{(index .Server.Components 0).Name}} {{.Server.Version}}, `docker` {{.Client.Version}}';
  const text = execFileSync('docker', ['version', '--format', format], { encoding: 'utf8' }).trim();
  // What Docker calls itself there.
  return text.replace(/^Engine /, 'Docker Engine ');
}
