import { describe, expect, test } from 'vitest';
import { planFixes, runCheck } from '../../src/check/index.ts';
import { withTexts } from '../../src/check/project-files-of.ts';
import { project, rulesWithoutSpec } from './find.ts';

async function fix(changes: Parameters<typeof project>[0]) {
  const files = project(changes);
  const { findings } = await runCheck(files, rulesWithoutSpec);
  const fixed = await planFixes(files, rulesWithoutSpec, findings);
  const after = await runCheck(withTexts(files, fixed), rulesWithoutSpec);
  return { fixed: Object.fromEntries(fixed), left: after.findings.map(({ rule }) => rule) };
}

const copyAll = 'FROM debian:13\nCOPY . /app\nUSER 1\nCMD ["/app/x"]\n';

describe('a fix', () => {
  test('of nothing changes nothing', async () => {
    expect(await fix({})).toEqual({ fixed: {}, left: [] });
  });

  test.each([
    [undefined, 'input/\n'],
    ['.git', '.git\ninput/\n'],
    ['.git\r\n', '.git\r\ninput/\r\n'],
  ])('keeps the sample out of the image when .dockerignore is %j', async (before, after) => {
    const changes = { Dockerfile: copyAll, '.dockerignore': before };
    expect(await fix(changes)).toEqual({ fixed: { '.dockerignore': after }, left: [] });
  });

  test.each([
    ['it is copied by name', { Dockerfile: 'FROM a:1\nCOPY input /x\nUSER 1\nCMD ["x"]\n', '.dockerignore': '' }],
    ['.dockerignore takes it back', { Dockerfile: copyAll, '.dockerignore': '*\n!input\n' }],
  ])('leaves the sample where it is when %s', async (_, changes) => {
    expect(await fix(changes)).toEqual({ fixed: {}, left: ['dockerfile-input-baked'] });
  });

  test('makes Python print at once, in the last stage', async () => {
    const before = 'FROM python:3.13 AS a\nRUN x\nFROM a # y\nUSER 1\nCMD ["python", "x"]\n';
    const { fixed } = await fix({ Dockerfile: before.replace(' # y', '') });
    expect(fixed).toEqual({
      Dockerfile: 'FROM python:3.13 AS a\nRUN x\nFROM a\nENV PYTHONUNBUFFERED=1\nUSER 1\nCMD ["python", "x"]\n',
    });
  });

  test('leaves a FROM alone that goes over several lines', async () => {
    const Dockerfile = 'FROM \\\n  python:3.13\nUSER 1\nCMD ["python", "x"]\n';
    expect(await fix({ Dockerfile })).toEqual({ fixed: {}, left: ['dockerfile-python-buffered'] });
  });

  test('writes scripts with LF, and several fixes of one file come together', async () => {
    const Dockerfile = 'FROM python:3.13\r\nCOPY src /app\r\nUSER 1\r\nCMD ["/app/run.sh"]\r\n';
    expect(await fix({ Dockerfile, 'src/run.sh': '#!/bin/sh\r\nx\r\n' })).toEqual({
      fixed: {
        Dockerfile: 'FROM python:3.13\nENV PYTHONUNBUFFERED=1\nCOPY src /app\nUSER 1\nCMD ["/app/run.sh"]\n',
        'src/run.sh': '#!/bin/sh\nx\n',
      },
      left: [],
    });
  });

  test('leaves a script alone that is no UTF-8', async () => {
    const Dockerfile = 'FROM a:1\nCOPY src /app\nUSER 1\nCMD ["/app/run.sh"]\n';
    expect((await fix({ Dockerfile, 'src/run.sh': '# \uFFFD\r\n' })).fixed).toEqual({});
  });
});
