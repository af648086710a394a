import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { packageRoot } from './cli.ts';

interface Served extends AsyncDisposable {
  readonly url: string;
  /** What it has said on stderr so far. */
  readonly stderr: string;
}

/** Starts the built `serve` on a project whose service is a plain process, and waits until it is ready. */
export async function serve(dir: string, args: readonly string[] = []): Promise<Served> {
  const bin = join(packageRoot, 'bin', 'planqk-service.cjs');
  const argv = [bin, 'serve', dir, '--engine', 'process', '--port', '0', '--json', ...args];
  const child = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'pipe'] });
  const closed = once(child, 'close');
  let [stdout, stderr] = ['', ''];
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk;
  });
  const ready = new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      stdout += chunk;
      if (stdout.includes('\n')) resolve(JSON.parse(stdout).data.url);
    });
    child.once('close', () => reject(new Error(`serve ended early:\n${stdout}${stderr}`)));
  });
  return {
    url: await ready,
    get stderr() {
      return stderr;
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM');
      await closed;
    },
  };
}
