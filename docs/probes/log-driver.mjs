// Is everything delivered to an attached client, also a last line without newline, when nothing is logged?
import { runContainer, tell } from './engine.mjs';

const Cmd = ['sh', '-c', 'printf "first\\n"; printf "no newline"'];
const measured = {};
for (const Type of ['none', 'json-file']) {
  const { start, message, exitCode, stdout, logs } = await runContainer({ Cmd, HostConfig: { LogConfig: { Type } } });
  measured[Type] = { start, message, exitCode, attached: stdout, 'status of GET logs': logs };
}
// A third of a million lines: what costs more, the lines or where they go?
const many = ['sh', '-c', 'yes "a line of about forty bytes to be printed" | head -n 300000'];
for (const Type of ['none', 'json-file']) {
  const startedAt = performance.now();
  const { stdout = '' } = await runContainer({ Cmd: many, HostConfig: { LogConfig: { Type } } });
  measured[`300 000 lines, ${Type}`] = { bytes: stdout.length, ms: Math.round(performance.now() - startedAt) };
}
await tell(measured);
