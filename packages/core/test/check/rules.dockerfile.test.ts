import { describe, expect, test } from 'vitest';
import { brief, find } from './find.ts';

const good = 'FROM python:3.13-slim\nENV PYTHONUNBUFFERED=1\nUSER 65532\n';
const start = 'ENTRYPOINT ["python", "x.py"]\n';
const extra = (text: string) => ({ Dockerfile: `${good}${text}\n${start}` });

/** What is changed in the clean project, and what is found then. */
const table: readonly (readonly [what: string, changes: Parameters<typeof find>[0], findings: readonly string[]])[] = [
  ['no Dockerfile', { Dockerfile: undefined }, ['error dockerfile-missing']],
  [
    'a Dockerfile in another case',
    { Dockerfile: undefined, dockerfile: good },
    ['error dockerfile-missing dockerfile'],
  ],
  [
    'a Dockerfile in a folder',
    { Dockerfile: undefined, 'docker/Dockerfile': good },
    ['error dockerfile-missing docker/Dockerfile'],
  ],
  [
    'a folder called Dockerfile',
    { Dockerfile: undefined, 'Dockerfile/x': good },
    ['error dockerfile-missing Dockerfile'],
  ],
  ['an endless Dockerfile', { Dockerfile: `#${'x'.repeat(100_000)}` }, ['error dockerfile-missing Dockerfile']],
  ['an empty Dockerfile', { Dockerfile: '' }, ['error dockerfile-syntax Dockerfile:1']],
  ['an instruction that does not exist', extra('COPPY a b'), ['error dockerfile-syntax Dockerfile:4']],
  ['a line that should go on', extra('RUN a\n  && b'), ['error dockerfile-syntax Dockerfile:5']],
  ['COPY without a target', extra('COPY src'), ['error dockerfile-syntax Dockerfile:4']],
  ['RUN before FROM', { Dockerfile: `RUN x\n${good}${start}` }, ['error dockerfile-syntax Dockerfile:1']],
  ['words behind FROM', { Dockerfile: `FROM a:1 b:2\n${good}${start}` }, ['error dockerfile-syntax Dockerfile:1']],
  ['ENV without a value', extra('ENV A=1 B'), ['error dockerfile-syntax Dockerfile:4']],
  ['no command', { Dockerfile: good }, ['error dockerfile-no-command Dockerfile:1']],
  [
    'no command in an image of others',
    { Dockerfile: 'FROM acme/solver:1\nUSER 1' },
    ['warning dockerfile-no-command Dockerfile:1'],
  ],
  ['several commands', extra('ENTRYPOINT ["a"]'), ['warning dockerfile-several-commands Dockerfile:4']],
  [
    'single quotes in a list',
    { Dockerfile: `${good}CMD ['python', 'x']` },
    ['error dockerfile-exec-form Dockerfile:4'],
  ],
  ['the shell form', { Dockerfile: `${good}CMD python x.py` }, ['warning dockerfile-shell-form Dockerfile:4']],
  ['a missing file', extra('COPY reqirements.txt /'), ['error dockerfile-copy-missing Dockerfile:4']],
  ['a file outside', extra('COPY ../x /'), ['error dockerfile-copy-missing Dockerfile:4']],
  ['a missing file in a list', extra('COPY ["a b", "/"]'), ['error dockerfile-copy-missing Dockerfile:4']],
  ['a missing file from a variable', extra('ARG F=nope\nCOPY $F /'), ['error dockerfile-copy-missing Dockerfile:5']],
  ['a pattern that matches nothing', extra('COPY *.txt /'), ['warning dockerfile-copy-missing Dockerfile:4']],
  [
    'an ignored file',
    { ...extra('COPY src/main.py /'), '.dockerignore': 'input\nsrc' },
    ['error dockerfile-copy-ignored Dockerfile:4'],
  ],
  [
    'an ignored pattern',
    { ...extra('COPY *.txt /'), 'a.txt': '', '.dockerignore': 'input\n*.txt' },
    ['error dockerfile-copy-ignored Dockerfile:4'],
  ],
  [
    'the sample in the image',
    { ...extra('COPY . .'), '.dockerignore': '' },
    ['warning dockerfile-input-baked Dockerfile:4'],
  ],
  [
    'the sample by name',
    { ...extra('COPY input/data.json /var/input/'), '.dockerignore': '' },
    ['warning dockerfile-input-baked Dockerfile:4'],
  ],
  [
    'the sample in another stage',
    { Dockerfile: `FROM golang:1.24 AS b\nCOPY . .\n${good}${start}`, '.dockerignore': '' },
    ['info dockerfile-input-baked Dockerfile:2'],
  ],
  [
    'images without a version',
    { Dockerfile: `FROM a AS b\nFROM h:5000/a\nFROM c:latest\n${good}${start}` },
    [1, 2, 3].map((line) => `warning dockerfile-latest-tag Dockerfile:${line}`),
  ],
  ['no user', { Dockerfile: `FROM scratch\nENTRYPOINT ["/x"]` }, ['warning dockerfile-root-user Dockerfile:1']],
  ['root', extra('USER root:root'), ['warning dockerfile-root-user Dockerfile:4']],
  [
    'a secret by name',
    extra('ENV PLANQK_TOKEN=x A_PASSWORD="y z"'),
    Array(2).fill('error dockerfile-secret Dockerfile:4'),
  ],
  ['a secret by shape', extra(`ENV URL=https://me:pw@host/`), ['error dockerfile-secret Dockerfile:4']],
  ['a secret from outside', extra('ARG API_KEY'), ['warning dockerfile-secret Dockerfile:4']],
  [
    'Python that holds back its output',
    { Dockerfile: `FROM python:3.13\nUSER 1\n${start}` },
    ['warning dockerfile-python-buffered Dockerfile:3'],
  ],
  [
    'Python by its command',
    { Dockerfile: 'FROM debian:13\nUSER 1\nCMD ["/usr/bin/python3", "-m", "x"]' },
    ['warning dockerfile-python-buffered Dockerfile:3'],
  ],
  [
    'another platform',
    { Dockerfile: `FROM --platform=linux/arm64 ${good.slice(5)}${start}` },
    ['error dockerfile-platform Dockerfile:1'],
  ],
  [
    'Windows line endings in the Dockerfile',
    { Dockerfile: `${good}\r\n${start}` },
    ['warning dockerfile-crlf Dockerfile:4'],
  ],
  [
    'Windows line endings in scripts',
    { ...extra('COPY src /app'), 'src/run.sh': 'a\r\n', 'src/go': '#!/bin/sh\nx\r\n', 'src/main.py': 'print(1)\r\n' },
    ['error dockerfile-crlf src/go:2', 'error dockerfile-crlf src/run.sh:1'],
  ],
];

test.each(table)('%s is found', async (_, changes, expected) => {
  expect((await find(changes)).map(brief)).toEqual(expected);
});

describe('nothing is found in', () => {
  test.each<[string, Parameters<typeof find>[0]]>([
    [
      'a command of an earlier stage that the last one begins with',
      { Dockerfile: `${good.replace('\n', ' AS a\n')}${start}FROM A` },
    ],
    ['a shell that makes way', { Dockerfile: `${good}CMD exec python -u x.py` }],
    ["a shell's own test", { Dockerfile: `${good}CMD exec [ -f x ]` }],
    ['here-documents', extra('COPY <<EOF /x\nCOPPY a b\nEOF\nRUN <<EOF\nFROM x\nEOF')],
    [
      'what stages and addresses bring',
      extra('COPY --from=other /x /y\nADD https://x.de/a.tgz /\nADD git@x.de:a.git /'),
    ],
    ['a source from a variable that is not known', extra('ARG F\nCOPY $F /')],
    ['flags in front of a source', extra('COPY --chown=1:1 --chmod=755 src /app')],
    ['patterns', extra('COPY s?c/*.py [s]rc/m* /app/\nCOPY requirements.tx[t] /app/')],
    [
      'a folder of which a part is ignored',
      { ...extra('COPY src /app'), '.dockerignore': 'input\nsrc/*\n!src/main.py' },
    ],
    ['a leading slash and dots', extra('COPY /src ./src/../src/main.py /app')],
    [
      'digests, variables and scratch',
      { Dockerfile: `ARG V=1\nFROM a@sha256:0 AS x\nFROM b:$V\nFROM scratch\n${good}${start}` },
    ],
    ['an image for others than root', { Dockerfile: 'FROM gcr.io/distroless/static:nonroot\nENTRYPOINT ["/x"]' }],
    ['a user from a variable', { Dockerfile: `ARG U\n${good}ARG U\nUSER $U\n${start}` }],
    ['names that only sound secret', extra('ENV MAX_TOKENS=5 TOKEN_LIMIT=3 TOKENIZERS_PARALLELISM=false A_TOKEN=')],
    ['python -u', { Dockerfile: 'FROM python:3.13\nUSER 1\nCMD ["python", "-B", "-u", "x.py"]' }],
    ['our own platform', { Dockerfile: `FROM --platform=linux/amd64 ${good.slice(5)}${start}` }],
    ['ONBUILD', extra('ONBUILD COPY nowhere /')],
    ['a byte order mark', { Dockerfile: `\uFEFF${good}${start}` }],
    ['a comment between the parts of a line', extra('RUN a \\\n# why\n  && b')],
  ])('%s', async (_, changes) => {
    expect(await find(changes)).toEqual([]);
  });
});

describe('the message', () => {
  test.each<[string, string]>([
    ['COPPY a b', 'Write COPY if that is what you mean'],
    ['COPY src/mian.py /', 'Write src/main.py if that is what you mean'],
  ])('of %s suggests what was meant', async (line, expected) => {
    expect((await find(extra(line)))[0]?.remedy).toContain(expected);
  });

  test('of the shell form has the list to write', async () => {
    const [finding] = await find({ Dockerfile: `${good}CMD python x.py --fast` });
    expect(finding?.remedy).toBe('Write CMD ["python", "x.py", "--fast"].');
  });

  test.each(['AKIAABCDEFGHIJKLMNOP', `ghp_${'a'.repeat(36)}`, 'https://me:hunter22@host/'])(
    'of a secret never shows %s',
    async (value) => {
      const [finding, ...more] = await find(extra(`ENV VALUE=${value}`));
      expect(more).toEqual([]);
      expect(`${finding?.message}${finding?.remedy}`).not.toContain(value);
    },
  );
});
