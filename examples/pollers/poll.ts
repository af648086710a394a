// Calls a PlanQK service, waits for its result, and survives what networks, gateways and servers do meanwhile.
//
//     node poll.ts http://127.0.0.1:8081 '{"data": {"n": 3}, "params": {}}' > result.json
//
// TOKEN_COMMAND in the environment is a command that prints a bearer token; it is run again whenever a token is refused.
// Needs Node.js 22.18 or later and nothing else. Ends with 0 and the result, 1 the job failed, 2 nobody knows whether
// there is a job, 3 given up (the id is on stderr, the job goes on).
import { execSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly retryAfter: string | null;
}

class End extends Error {
  readonly code: number;
  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

const [base = '', input = '{}'] = process.argv.slice(2);
const giveUpAt = performance.now() + 600_000;
/** The server says that it has not looked at the request. */
const notNow = new Set([408, 425, 429, 503]);
let token = newToken();

function newToken(): string | undefined {
  const command = process.env.TOKEN_COMMAND;
  return command === undefined ? undefined : execSync(command, { encoding: 'utf8' }).trim();
}

/** One request; undefined when no whole answer came. */
async function send(method: string, path: string, body?: string): Promise<Answer | undefined> {
  const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
  try {
    const response = await fetch(base.replace(/\/+$/, '') + path, {
      method,
      headers: { accept: 'application/json', 'content-type': 'application/json', ...authorization },
      // Neither the token nor the input goes to wherever a redirect leads.
      redirect: 'manual',
      signal: AbortSignal.timeout(60_000),
      ...(body !== undefined && { body }),
    });
    return {
      status: response.status,
      text: await response.text(),
      retryAfter: response.headers.get('retry-after'),
    };
  } catch (error) {
    const { cause } = error as { cause?: { code?: string } };
    if (method === 'POST' && cause?.code === 'ECONNREFUSED') throw new End(3, `Nobody listens at ${base}.`);
    return undefined;
  }
}

/** 0.25 s, growing by half up to 5 s, 20 % more or less, and never less than the server asks for. */
async function pause(attempt: number, retryAfter: string | null = null): Promise<void> {
  const grown = Math.min(5_000, 250 * 1.5 ** attempt) * (0.8 + 0.4 * Math.random());
  const ms = Math.max(grown, /^\d+$/.test(retryAfter ?? '') ? Number(retryAfter) * 1_000 : 0);
  if (performance.now() + ms > giveUpAt) throw new End(3, 'This has taken too long.');
  await sleep(ms);
}

/** Asks until there is an answer. A POST that may have arrived is never repeated. */
async function ask(method: string, path: string, body?: string): Promise<Answer> {
  let refusals = 0;
  for (let attempt = 0; ; attempt += 1) {
    const answer = await send(method, path, body);
    if (answer?.status === 401 && refusals < 2) {
      refusals += 1;
      token = newToken();
      continue;
    }
    const isNotNow = answer !== undefined && notNow.has(answer.status);
    if (answer !== undefined && answer.status < 500 && !isNotNow) return answer;
    if (method === 'POST' && !isNotNow) {
      const what = answer?.status ?? 'no answer';
      throw new End(2, `The job may be running (${what}): look at the server before you call again.`);
    }
    await pause(attempt, answer?.retryAfter);
  }
}

async function main(): Promise<string> {
  const created = await ask('POST', '/', input);
  if (created.status !== 201) throw new End(1, `The job was not accepted (${created.status}): ${created.text}`);
  const { id } = JSON.parse(created.text) as { id: string };
  console.error(`job ${id}`);

  let state = '';
  for (let attempt = 0; !['SUCCEEDED', 'FAILED', 'CANCELLED'].includes(state); attempt += 1) {
    await pause(attempt);
    const { status, text } = await ask('GET', `/${id}`);
    if (status !== 200) throw new End(3, `Job ${id} cannot be asked for (${status}): ${text}`);
    const now = (JSON.parse(text) as { status: string }).status;
    // UNKNOWN is no end: the server has lost sight of the job for a while.
    if (now !== state) {
      console.error(now);
      attempt = -1;
    }
    state = now;
  }
  if (state === 'CANCELLED') throw new End(1, 'The job was cancelled.');

  let result = await ask('GET', `/${id}/result`);
  // A result may come a little later than the end of the job.
  for (let attempt = 0; result.status === 404 && attempt < 8; attempt += 1) {
    await pause(attempt);
    result = await ask('GET', `/${id}/result`);
  }
  if (result.status !== 200) throw new End(1, `Job ${id} has no result (${result.status}).`);
  if (state === 'FAILED') throw new End(1, `The service says: ${result.text}`);
  return result.text;
}

try {
  // As it came: JSON.parse would change 9007199254740993, 1e400 and duplicate keys.
  process.stdout.write(await main());
} catch (error) {
  if (!(error instanceof End)) throw error;
  console.error(error.message);
  process.exitCode = error.code;
}
