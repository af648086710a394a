// Which builder answers on POST /build, and what does its progress look like?
import { ask, bytesOf, image, send, tell } from './engine.mjs';

const dockerfile = Buffer.from(`FROM ${image}\nRUN echo built\n`);
const context = Buffer.concat([
  tarHeader('Dockerfile', dockerfile.length),
  dockerfile,
  Buffer.alloc(512 - (dockerfile.length % 512)),
  Buffer.alloc(1024),
]);

const measured = {};
for (const [name, version] of [
  ['classic', '1'],
  ['BuildKit', '2'],
]) {
  const tag = `planqk-probe:${name.toLowerCase()}`;
  const { status, stream } = await send(
    'POST',
    `/build?version=${version}&t=${encodeURIComponent(tag)}&nocache=1`,
    context,
  );
  const lines = (await bytesOf(stream)).toString().split('\n').filter(Boolean);
  const keys = [
    ...new Set(lines.flatMap((line) => (line.startsWith('{') ? Object.keys(JSON.parse(line)) : ['(no JSON)']))),
  ];
  measured[name] = { status, lines: lines.length, keys: keys.join(' '), last: lines.at(-1)?.slice(0, 160) };
  await ask('DELETE', `/images/${encodeURIComponent(tag)}`);
}
const session = await ask('POST', '/session');
measured['POST /session without upgrade'] = { status: session.status };
const ping = await ask('GET', '/_ping');
measured['Builder-Version of /_ping'] = ping.headers['builder-version'] ?? 'none';
await tell(measured);

function tarHeader(name, size) {
  const header = Buffer.alloc(512);
  header.write(name, 0);
  header.write('0000644\0', 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  header.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  header.write('00000000000\0', 136);
  header.write('        ', 148);
  header.write('0', 156);
  header.write('ustar\x0000', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}
