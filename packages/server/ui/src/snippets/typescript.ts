import { bodyText, type Snippet, type SnippetJob } from './snippet.ts';

export function typescriptSnippet(job: SnippetJob): Snippet {
  const auth = job.token ? ", Authorization: 'Bearer ' + process.env.PLANQK_TOKEN" : '';
  const code = `import { setTimeout as sleep } from 'node:timers/promises';

interface Job {
  id: string;
  status: 'UNKNOWN' | 'PENDING' | 'RUNNING' | 'SUCCEEDED' | 'CANCELLED' | 'FAILED';
}

const url = ${JSON.stringify(job.url)};
// Raw JSON text: numbers of any size arrive as they are written here.
const body = ${literal(bodyText(job))};

async function call(path: string, init: RequestInit = {}): Promise<string> {
  const headers = { 'Content-Type': 'application/json'${auth} };
  const response = await fetch(url + path, { ...init, headers });
  const text = await response.text();
  if (!response.ok) throw new Error(\`\${response.status} \${response.statusText}: \${text}\`);
  return text;
}

let job: Job = JSON.parse(await call('/', { method: 'POST', body }));
while (['PENDING', 'RUNNING', 'UNKNOWN'].includes(job.status)) {
  await sleep(1_000);
  job = JSON.parse(await call(\`/\${job.id}\`));
  console.error(job.id, job.status);
}
console.log(await call(\`/\${job.id}/result\`));
`;
  return { language: 'TypeScript', needs: 'Node 22.18 or newer: node job.mts', file: 'job.mts', code };
}

/** Raw where that is possible, so that a reader sees JSON and no escapes of escapes. */
function literal(text: string): string {
  const raw = !text.includes('`') && !text.includes('${') && !text.includes('\r');
  return raw ? `String.raw\`${text}\`` : JSON.stringify(text);
}
