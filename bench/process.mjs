import { spawn } from 'node:child_process';

/**
 * Runs a program to its end, with its output read and thrown away.
 *
 * @returns milliseconds until it has ended and its output is complete
 */
export async function run([command, ...args], { cwd } = {}) {
  let output = '';
  const begun = performance.now();
  const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
  const code = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
  const took = performance.now() - begun;
  if (code !== 0) throw new Error(`exit code ${code}: ${command} ${args.join(' ')}\n${output.slice(-2000)}`);
  return { took, output };
}

/** Milliseconds that a program takes. */
export const time = async (argv, options) => (await run(argv, options)).took;

// What the system tells of itself: `maxRSS` counts what the parent had before it became the program as well.
const tellPeak = `import { readFileSync, writeSync } from 'node:fs';
process.on('exit', () => {
  const status = process.platform === 'linux' ? readFileSync('/proc/self/status', 'utf8') : '';
  writeSync(2, '\\npeak ' + (/^VmHWM:\\s*(\\d+)/m.exec(status)?.[1] ?? process.resourceUsage().maxRSS) + '\\n');
});`;

/** The most memory, in MB, that a program of Node.js had at one time. */
export async function peakMemory([node, ...args], options) {
  const hook = `data:text/javascript,${encodeURIComponent(tellPeak)}`;
  const { output } = await run([node, '--import', hook, ...args], options);
  const kibibytes = /^peak (\d+)$/m.exec(output)?.[1];
  if (kibibytes === undefined) throw new Error(`no peak was told: ${args.join(' ')}`);
  return (Number(kibibytes) * 1024) / 1e6;
}

/**
 * Milliseconds that a program takes whose output goes through a pipe to one that only counts it: `node` would get
 * sockets instead, and spend more on reading them than the programs that are compared.
 */
export async function timePiped(argv, { atLeast }) {
  const script = '{ { "$@" 2>&1; echo "$?" >&3; } | wc -c; } 3>&1';
  const { took, output } = await run(['sh', '-c', script, 'sh', ...argv]);
  const [code, bytes] = output.trim().split(/\s+/).map(Number);
  if (code !== 0 || bytes < atLeast) throw new Error(`exit code ${code}, ${bytes} bytes: ${argv.join(' ')}`);
  return took;
}
