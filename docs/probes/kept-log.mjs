// Does the engine give back what a container printed, byte for byte, when it has ended and while it is followed?
import { ask, bytesOf, image, send, tell } from './engine.mjs';

const cases = {
  'last line without newline': 'printf "first\\nno newline"',
  'a line of 120 KB, in € after one letter': "printf y; head -c 40000 /dev/zero | sed 's/\\x00/€/g'; echo; printf end",
  'every byte': `for n in $(seq 0 255); do printf "\\\\x$(printf %x $n)"; done; printf 'a\\r\\n\\n  b \\n'`,
  'a line of 1 MB': "head -c 1000000 /dev/zero | tr '\\0' y; echo; printf end",
};
const drivers = [
  { Type: 'json-file' },
  { Type: 'json-file', Config: { 'max-size': '-1' } },
  { Type: 'local', Config: { 'max-size': '1000000g', 'max-file': '1', compress: 'false', mode: 'blocking' } },
];
const logs = 'logs?stdout=1&stderr=1';

/** The payloads of frames, joined. */
function joined(bytes) {
  const payloads = [];
  for (let at = 0; at + 8 <= bytes.length; ) {
    const end = at + 8 + bytes.readUInt32BE(at + 4);
    payloads.push(bytes.subarray(at + 8, end));
    at = end;
  }
  return Buffer.concat(payloads);
}

async function compare(LogConfig, script) {
  const spec = { Image: image, Cmd: ['bash', '-c', script], AttachStdout: true, HostConfig: { Init: true, LogConfig } };
  const created = await ask('POST', '/containers/create', spec);
  if (created.status !== 201) return `create: ${created.status} ${created.body.message}`;
  const path = `/containers/${created.body.Id}`;
  try {
    const attached = await send('POST', `${path}/attach?stream=1&stdout=1`, undefined, {
      Connection: 'Upgrade',
      Upgrade: 'tcp',
    });
    const printed = bytesOf(attached.stream);
    const started = await ask('POST', `${path}/start`);
    if (started.status >= 400) {
      attached.stream.destroy();
      await printed.catch(() => undefined);
      return `start: ${started.status} ${started.body.message}`;
    }
    const following = bytesOf((await send('GET', `${path}/${logs}&follow=1`)).stream);
    const expected = joined(await printed);
    await ask('POST', `${path}/wait`);
    const followed = joined(await following);
    const kept = joined(await bytesOf((await send('GET', `${path}/${logs}`)).stream));
    return { printed: expected.length, followed: followed.length, kept: kept.length, same: kept.equals(expected) };
  } finally {
    await ask('DELETE', `${path}?force=1`);
  }
}

const measured = {};
for (const driver of drivers) {
  for (const [name, script] of Object.entries(cases)) {
    measured[`${JSON.stringify(driver)}: ${name}`] = await compare(driver, script);
  }
}
await tell(measured);
