import type { StandInJob } from './job.ts';
import type { StandIn } from './server.ts';

const minute = 60_000;

/** Some jobs as a developer would have them after a morning's work; the same at each call, but for the ids. */
export function exampleJobs(server: StandIn): { vqe: StandInJob; ghz: StandInJob } {
  const now = Date.now();
  for (let index = 0; index < 14; index += 1) {
    const at = now - (52 - 3 * index) * minute;
    const job = server.add('{"data":{"qubits":3}}', at);
    job.become('RUNNING', at + 300);
    if (index % 6 === 4)
      job.fail({ code: 'SERVICE_FAILED', detail: 'The service ended with exit code 1.' }, 1, at + 2_150);
    else if (index % 7 === 5) job.become('CANCELLED', at + 41_000);
    else job.succeed('{"counts":{"000":512,"111":512}}', at + 1_420 + index * 137);
  }
  const ghz = ghzJob(server, now - 4 * minute);
  const vqe = vqeJob(server, now - 95_000);
  server.add('{"data":{"qubits":5}}', now - 4_000);
  return { vqe, ghz };
}

function ghzJob(server: StandIn, at: number): StandInJob {
  const job = server.add(
    '{"data": {\n  "qubits": 3\n}, "params": {\n  "shots": 1024,\n  "seed": 9007199254740993,\n  "readoutError": 0.02\n}}',
    at,
  );
  job.become('RUNNING', at + 640);
  job.print('stdout', 'preparing |000> + |111>', 'measuring 1024 shots');
  job.succeed(
    `{
  "metadata": { "qubits": 3, "readoutError": 0.02, "seed": 9007199254740993, "shots": 1024 },
  "result": {
    "counts": { "000": 506, "001": 10, "010": 9, "011": 14, "100": 7, "101": 9, "110": 14, "111": 455 },
    "fidelity": 0.9384765625000000,
    "backend": "statevector",
    "layout": [0, 1, 2]
  }
}`,
    at + 2_310,
  );
  return job;
}

function vqeJob(server: StandIn, at: number): StandInJob {
  const job = server.add('{"data": {"molecule": "H2", "distance": 0.735}, "params": {"maxiter": 120}}', at);
  job.become('RUNNING', at + 1_250);
  job.print('stdout', 'H2 at 0.735 angstrom: 2 qubits, 5 Pauli terms', 'optimizer SPSA, at most 120 iterations');
  job.print('stderr', 'UserWarning: the simulator runs without noise');
  for (let step = 1; step <= 84; step += 1) {
    const wobble = Math.sin(step * 1.7) * Math.exp(-step / 18) * 0.12;
    const energy = -1.857275 + 0.72 * Math.exp(-step / 13) + wobble;
    const gradient = 0.9 * Math.exp(-step / 16) + 0.004 * (1 + Math.cos(step * 2.3));
    const angles = [0, 1, 2].map((k) => (Math.sin(k + step / 30) * 1.1).toFixed(6));
    job.report(
      `{"iteration": ${step}, "energy": ${energy.toFixed(9)}, "gradient_norm": ${gradient.toFixed(7)}, "parameters": [${angles.join(', ')}]}`,
    );
    job.print(
      'stdout',
      `iteration ${String(step).padStart(3)}  energy ${energy.toFixed(6)} Ha  |grad| ${gradient.toFixed(5)}`,
    );
  }
  return job;
}
