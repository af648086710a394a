// The server under work: jobs through it against containers started by hand, and how quickly it answers many who ask.
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { Agent as HttpAgent, request } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { time } from './process.mjs';

const jobs = 60;
const concurrency = 2;
const pollers = 200;
const pollEveryMs = 250;
const pollForMs = 5_000;
const baseImage = 'debian:trixie-slim';
const projectName = `bench-${process.pid}`;

export const jobsByHand = {
  title: `${jobs} times \`docker run --rm\` by \`xargs -P ${concurrency}\``,
  start:
    ({ images }) =>
    () =>
      time(['sh', '-c', `seq ${jobs} | xargs -P ${concurrency} -I{} docker run --rm ${images.job}`]),
};

export const jobsByServer = {
  title: `${jobs} jobs of \`planqk-service serve --concurrency ${concurrency}\``,
  async start(session) {
    const server = await serve(session);
    return async () => {
      const begun = performance.now();
      const ids = await Promise.all(Array.from({ length: jobs }, () => submit(server)));
      // One after the other: sixty who ask all the time would take a tenth of the machine from the jobs.
      for (const id of ids) await ended(server, id);
      return performance.now() - begun;
    };
  },
};

/** The 99th percentile of `GET /{id}`, asked by many while jobs run. */
export const pollServer = {
  title: `99th percentile of \`GET /{id}\`, ${pollers} pollers, jobs running`,
  async start(session) {
    const server = await serve(session);
    return async () => {
      const ids = await Promise.all(Array.from({ length: 20 }, () => submit(server)));
      const times = await poll(server, (index) => `/${ids[index % ids.length]}`);
      await Promise.all(ids.map((id) => ended(server, id)));
      return percentile(times, 0.99);
    };
  },
};

/** The same load on a server that does nothing. */
export const pollNothing = {
  title: 'the same of a bare `node:http` server',
  async start({ node, defer }) {
    const body = JSON.stringify({ id: 'x'.repeat(36), status: 'RUNNING', createdAt: '2026-01-01 00:00:00' });
    const program = `require('node:http').createServer((_, answer) => answer.setHeader('Content-Type', 'application/json').end(${JSON.stringify(body)})).listen(0, '127.0.0.1', function () { console.log(JSON.stringify({ data: { url: 'http://127.0.0.1:' + this.address().port } })) })`;
    const server = await started([node, '-e', program], defer);
    return async () => percentile(await poll(server, () => '/x'), 0.99);
  },
};

/** How quickly something is answered when the store has `count` jobs: the median of many requests, one after the other. */
export const askStore = (count, title, pathOf) => ({
  title: `${title}, ${count.toLocaleString('en')} jobs in the store`,
  async start(session) {
    const server = await serveInMemory(session);
    let id = '';
    for (let done = 0; done < count; done += 100) {
      const ids = await Promise.all(Array.from({ length: 100 }, () => submit(server)));
      await Promise.all(ids.map((each) => ended(server, each)));
      id = ids[0];
    }
    return async () => {
      const times = [];
      for (let index = 0; index < 1000; index += 1) {
        const begun = performance.now();
        const { status } = await ask(server, pathOf(id));
        if (status !== 200) throw new Error(`answered ${status}`);
        times.push(performance.now() - begun);
      }
      return percentile(times, 0.5);
    };
  },
});

/**
 * Memory of a server that does jobs with results of 1 MB, in MB, when it has done `count`. It rises and falls by a fifth
 * with the garbage between two collections: the median of twenty looks during the last thousand jobs.
 */
export const memoryAfter = (count) => ({
  title: `memory of the server after ${count.toLocaleString('en')} jobs with results of 1 MB`,
  start: (session) => async () => {
    const server = await serveInMemory(session, { keep: 100 });
    const looks = [];
    await largeJobs(server, count, async (done) => {
      if (done > count - 1_000) looks.push(await memoryOf(server, 'resident'));
    });
    await server.close();
    return percentile(looks, 0.5);
  },
});

/** What it holds then: the objects that are left when all garbage has been collected, in MB. */
export const heldAfter = (count) => ({
  title: `held by the server after ${count.toLocaleString('en')} jobs with results of 1 MB`,
  start: (session) => async () => {
    const server = await serveInMemory(session, { keep: 100 });
    await largeJobs(server, count);
    const held = await memoryOf(server, 'held');
    await server.close();
    return held;
  },
});

async function largeJobs(server, count, look = async () => {}) {
  const atOnce = 50;
  for (let done = 0; done < count; done += atOnce) {
    const ids = await Promise.all(Array.from({ length: atOnce }, () => submit(server, '{"bytes": 1000000}')));
    await Promise.all(ids.map((id) => ended(server, id)));
    await look(done + atOnce);
  }
}

async function memoryOf({ child }, what) {
  const bytes = await new Promise((resolve) => {
    child.once('message', resolve).send(what);
  });
  return bytes / 1e6;
}

async function serveInMemory({ node, packages, freshPath, defer }, { keep = '' } = {}) {
  const dir = projectFolder(freshPath);
  const program = fileURLToPath(new URL('in-memory-server.mjs', import.meta.url));
  return started([node, '--expose-gc', program, packages, dir, String(keep)], defer);
}

/** A project of one line of shell. */
function projectFolder(freshPath) {
  const dir = freshPath();
  mkdirSync(dir, { recursive: true });
  const command = JSON.stringify(['sh', '-c', 'echo PlanQK:Job:Result: 1']);
  writeFileSync(join(dir, 'Dockerfile'), `FROM ${baseImage}\nCMD ${command}\n`);
  writeFileSync(
    join(dir, 'planqk.json'),
    `{"name": "${projectName}", "resources": {"cpu": 1, "memory": 1}, "runtime": "DOCKER"}`,
  );
  return dir;
}

async function serve({ node, bins, freshPath, defer, images }) {
  // What the server builds goes with the session.
  images.served = `planqk-service/${projectName}:local`;
  const argv = [node, bins['planqk-service'], 'serve', projectFolder(freshPath), '--port', '0', '--json'];
  return started([...argv, '--concurrency', String(concurrency)], defer);
}

async function started([command, ...args], defer) {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    said = (said + text).slice(-2000);
  });
  const closed = new Promise((resolve) => child.once('close', resolve));
  const close = async () => {
    child.kill('SIGTERM');
    await closed;
  };
  defer(close);
  const url = await new Promise((resolve, reject) => {
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (piece) => {
      text += piece;
      if (text.includes('\n')) resolve(JSON.parse(text).data.url);
    });
    child.once('close', (code) => reject(new Error(`the server ended with ${code}\n${said}`)));
  });
  const agent = new HttpAgent({ keepAlive: true, maxSockets: pollers });
  defer(() => agent.destroy());
  return { url, agent, child, close };
}

function ask({ url, agent }, path, { method = 'GET', body } = {}) {
  return new Promise((resolve, reject) => {
    const headers = { 'Content-Type': 'application/json' };
    const asked = request(`${url}${path}`, { method, agent, headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (piece) => {
        text += piece;
      });
      answer.on('end', () => resolve({ status: answer.statusCode, text }));
    });
    asked.on('error', reject).end(body);
  });
}

async function submit(server, data = '{}') {
  const { status, text } = await ask(server, '/', { method: 'POST', body: `{"data": ${data}}` });
  if (status !== 201) throw new Error(`not accepted: ${status} ${text}`);
  return JSON.parse(text).id;
}

async function ended(server, id) {
  for (;;) {
    const { status } = JSON.parse((await ask(server, `/${id}`)).text);
    if (status === 'SUCCEEDED') return;
    if (status !== 'PENDING' && status !== 'RUNNING') throw new Error(`job ${id} is ${status}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Milliseconds of every answer. */
async function poll(server, pathOf) {
  const times = [];
  const until = performance.now() + pollForMs;
  const one = async (index) => {
    // Not all in the same moment.
    await new Promise((resolve) => setTimeout(resolve, (index / pollers) * pollEveryMs));
    while (performance.now() < until) {
      const begun = performance.now();
      const { status } = await ask(server, pathOf(index));
      if (status !== 200) throw new Error(`answered ${status}`);
      const took = performance.now() - begun;
      times.push(took);
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, pollEveryMs - took)));
    }
  };
  await Promise.all(Array.from({ length: pollers }, (_, index) => one(index)));
  return times;
}

function percentile(values, share) {
  return values.toSorted((a, b) => a - b)[Math.ceil(values.length * share) - 1];
}
