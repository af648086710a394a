import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

export interface CommandOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Standard input; without it there is none. */
  readonly input?: string | undefined;
}

/** How a command ended. */
export interface Ended {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

const running = new Set<ChildProcess>();
const over = new AbortController();

/** Ends what failed tests have not waited for, and keeps what still goes on in them from starting more. */
export async function endAll(): Promise<void> {
  over.abort(new Error('The tests of this file are over.'));
  const closed = [...running].map((child) => once(child, 'close'));
  for (const child of running) child.kill('SIGKILL');
  await Promise.all(closed);
}

/** A command that runs. */
export class Command {
  readonly pid: number;
  readonly ended: Promise<Ended>;
  readonly #child: ChildProcess;
  #stderr = '';

  constructor([file = '', ...args]: readonly string[], { cwd, env, input }: CommandOptions) {
    over.signal.throwIfAborted();
    const child = spawn(file, args, { cwd, env, stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'] });
    this.#child = child;
    this.pid = child.pid ?? -1;
    running.add(child);
    child.once('close', () => running.delete(child));
    child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
      this.#stderr += chunk;
    });
    child.stdin?.on('error', () => undefined).end(input);
    this.ended = this.#end(file);
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Resolves with the match once stderr has shown `wanted`; rejects when the command ends without. */
  async shows(wanted: string | RegExp): Promise<RegExpMatchArray> {
    const { stderr } = this.#child;
    const { promise, resolve } = Promise.withResolvers<RegExpMatchArray>();
    const look = () => {
      const match = this.#stderr.match(wanted);
      if (match !== null) resolve(match);
    };
    stderr?.on('data', look);
    look();
    const ended = this.ended.then((end): never => {
      look();
      throw new Error(`It ended (${end.exitCode ?? end.signal}) without showing ${wanted}:\n${end.stderr}`);
    });
    ended.catch(() => undefined);
    return await Promise.race([promise, ended]).finally(() => stderr?.off('data', look));
  }

  async #end(file: string): Promise<Ended> {
    const closed = new Promise<Pick<Ended, 'exitCode' | 'signal'>>((resolve, reject) => {
      this.#child.once('error', reject).once('close', (exitCode, signal) => resolve({ exitCode, signal }));
    });
    const [stdout, end] = await Promise.all([this.#child.stdout ? text(this.#child.stdout) : '', closed]).catch(
      (error: unknown) => {
        throw new Error(`${file} could not be started`, { cause: error });
      },
    );
    return { ...end, stdout, stderr: this.#stderr };
  }
}

/** Runs a command that has to succeed. */
export async function finish(argv: readonly string[], options: CommandOptions): Promise<Ended> {
  const end = await new Command(argv, options).ended;
  if (end.exitCode !== 0) throw new Error(`${argv.join(' ')} ended with ${end.exitCode}:\n${end.stderr}${end.stdout}`);
  return end;
}
