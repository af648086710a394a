// What is deployed, packed by us and by zip.
import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { peakMemory, run, time } from './process.mjs';

/** Half of it numbers that cannot be compressed, half of it text: weights and tables of a service. */
function projectOf200Megabytes(freshPath) {
  const dir = freshPath();
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, 'Dockerfile'), 'FROM debian:trixie-slim\nCOPY . /\n');
  for (let index = 0; index < 10; index += 1) {
    writeFileSync(join(dir, `weights-${index}.bin`), randomBytes(10e6));
    const rows = [];
    for (let size = 0, row = 0; size < 10e6; row += 1) {
      const text = JSON.stringify({ row, value: Math.sin(row + index), gate: `gate${row % 17}` });
      size += text.length + 1;
      rows.push(text);
    }
    writeFileSync(join(dir, `table-${index}.jsonl`), `${rows.join('\n')}\n`);
  }
  return dir;
}

export const bundleOurs = {
  title: '`planqk-service bundle`',
  start: ({ node, bins, freshPath }) => {
    const dir = projectOf200Megabytes(freshPath);
    const output = join(freshPath(), 'a.zip');
    return () => time([node, bins['planqk-service'], 'bundle', dir, '--no-verify', '--output', output]);
  },
};

export const bundleByZip = {
  title: '`zip -r`',
  start: async ({ freshPath }) => {
    await run(['zip', '-v']).catch((cause) => {
      throw new Error('This figure needs zip, such as Debian’s package of that name.', { cause });
    });
    const dir = projectOf200Megabytes(freshPath);
    const output = join(freshPath(), 'b.zip');
    return async () => {
      mkdirSync(dirname(output), { recursive: true });
      rmSync(output, { force: true });
      return time(['zip', '-qr', output, '.'], { cwd: dir });
    };
  },
};

export const bundledMegabytes = 2_000;

export const bundleMemory = {
  title: 'peak of `planqk-service bundle`',
  start: ({ node, bins, freshPath }) => {
    const dir = freshPath();
    mkdirSync(dir, { recursive: true });
    writeFileSync(join(dir, 'Dockerfile'), 'FROM debian:trixie-slim\nCOPY . /\n');
    const text = Buffer.alloc(50e6, 'row 1234567 energy=-1.1372838 variance=0.001234 shots=81920\n');
    for (let size = 0; size < bundledMegabytes; size += 50) writeFileSync(join(dir, `table-${size}.txt`), text);
    const output = join(freshPath(), 'a.zip');
    return () => peakMemory([node, bins['planqk-service'], 'bundle', dir, '--no-verify', '--output', output]);
  },
};
