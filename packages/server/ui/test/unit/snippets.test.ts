import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { snippetsFor } from '../../src/snippets/index.ts';
import { bodyText } from '../../src/snippets/snippet.ts';
import { startStandIn } from '../stand-in/server.ts';

const run = promisify(execFile);
const commands = { curl: 'bash', Python: 'python3', TypeScript: process.execPath } as const;
const data = `{"big": 9007199254740993, "text": "it's \\"é\\" \\\\ $HOME \`x\` \${y}", "lines": [1.0,\n1e400]}`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'planqk-snippets-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe.each([
  ['raw', data],
  ['with all quotes', `{"a": "''' \\"\\"\\" \`"}`],
  ['with a line that could end a here-document', '{"a":\n"JSON"\n}'],
])('a snippet whose input is %s', (_what, text) => {
  test.each(['curl', 'Python', 'TypeScript'] as const)(
    'in %s submits it unchanged, waits and prints the result',
    async (language) => {
      await using server = await startStandIn({
        token: 'secret',
        onJob: (job) => {
          job.become('RUNNING');
          job.succeed('{"seed": 9007199254740993}');
        },
      });
      const snippet = snippetsFor({ url: server.url, data: text, params: undefined, token: true }).find(
        (one) => one.language === language,
      );
      const file = join(folder, snippet?.file ?? '');
      await writeFile(file, snippet?.code ?? '');
      const { stdout } = await run(commands[language], [file], { env: { ...process.env, PLANQK_TOKEN: 'secret' } });
      expect(stdout.trim()).toBe('{"seed": 9007199254740993}');
      expect(server.bodies.map((body) => body.trim())).toEqual([bodyText({ data: text, params: undefined })]);
    },
  );
});

test('the body has what was given and nothing else', () => {
  expect(bodyText({ data: ' {"a": 1.0}\n', params: '' })).toBe('{"data": {"a": 1.0}}');
  expect(bodyText({ data: undefined, params: undefined })).toBe('{}');
});
