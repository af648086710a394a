import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  type CreateWorld,
  createdData,
  createProject,
  readVariables,
  summary,
  type Terminal,
} from '../src/command/index.ts';
import { readTree, starterFolder, temporaryFolder } from './helpers.ts';
import { requestFor, worldIn } from './support/create.ts';

const variables = [
  { name: 'juliaVersion', prompt: 'Version of Julia', default: '1.11', pattern: '1\\.\\d+' },
  { name: 'flavour', prompt: 'Flavour', default: 'plain', choices: ['plain', 'fast'] },
];
const asking = () => starterFolder({ 'a.txt.hbs': '{{var.juliaVersion}} {{json var.flavour}}' }, { variables });
const written = (dir: string) => readFileSync(join(dir, 'service/a.txt'), 'utf8');

/** Somebody who answers with these texts, and says yes or no. */
function person(answers: Readonly<Record<string, string>>, agrees: boolean): CreateWorld['openTerminal'] {
  const terminal: Terminal = {
    ask: async (_question, proposal) => proposal,
    askVariable: async (variable) => answers[variable.name] ?? variable.default,
    pick: async (_message, _choices, initial) => initial,
    line: async (_message, proposal) => proposal,
    confirm: async () => agrees,
  };
  return async () => terminal;
}

describe("a starter's own questions", () => {
  test('take their defaults, what is given, or what a person answers', async () => {
    const dir = temporaryFolder();
    await createProject(requestFor(asking()), worldIn(dir));
    expect(written(dir)).toBe('1.11 "plain"');
    const given = temporaryFolder();
    await createProject(requestFor(asking(), { variables: readVariables(['juliaVersion=1.9']) }), worldIn(given));
    expect(written(given)).toBe('1.9 "plain"');
    const asked = temporaryFolder();
    const world = { ...worldIn(asked), openTerminal: person({ flavour: 'fast' }, false) };
    await createProject(requestFor(asking(), { yes: false }), world);
    expect(written(asked)).toBe('1.11 "fast"');
  });

  test('and their answers are written down', async () => {
    const dir = temporaryFolder();
    await createProject(requestFor(asking()), worldIn(dir));
    const { starter } = JSON.parse(readFileSync(join(dir, 'service/planqk-service.json'), 'utf8'));
    expect(starter.variables).toEqual({ juliaVersion: '1.11', flavour: 'plain' });
    expect(starter.answers).toMatchObject({ name: 'service', cpu: 1 });
  });

  test.each([
    ['juliaVersion=2', /must match/],
    ['juliaVersion=1.9\nRUN evil', /one line/],
    ['flavour=spicy', /one of plain, fast/],
    ['julaVersion=1.9', /Did you mean juliaVersion/],
    ['__proto__=x', /it asks for/],
  ])('refuse %j', async (pair, says) => {
    const request = requestFor(asking(), { variables: readVariables([pair]) });
    await expect(createProject(request, worldIn(temporaryFolder()))).rejects.toMatchObject({
      code: 'ANSWER_INVALID',
      message: expect.stringMatching(says),
    });
  });

  test('are answered by name and value', () => {
    expect(readVariables(['a=b=c', 'd='])).toEqual({ a: 'b=c', d: '' });
    for (const pair of ['a', '=b']) expect(() => readVariables([pair])).toThrow(/--var/);
  });
});

describe('what a starter wants to be run in a new project', () => {
  const postCreate = [[process.execPath, '-e', 'fs.writeFileSync("ran", "")']];
  const wanting = () => starterFolder({ a: '1' }, { postCreate });
  const ran = (dir: string) => existsSync(join(dir, 'service/ran'));

  test('is not run unless the user says so', async () => {
    const dir = temporaryFolder();
    const created = await createProject(requestFor(wanting()), worldIn(dir));
    expect(ran(dir)).toBe(false);
    expect(createdData(created, dir)).toMatchObject({ postCreate: { commands: postCreate, ran: false } });
    expect(summary(created, dir, worldIn(dir).out)).toContain(process.execPath);
    const no = temporaryFolder();
    await createProject(requestFor(wanting(), { yes: false }), { ...worldIn(no), openTerminal: person({}, false) });
    expect(ran(no)).toBe(false);
  });

  test('is run with the flag, and after a yes', async () => {
    const flag = temporaryFolder();
    await createProject(requestFor(wanting(), { runPostCreate: true }), worldIn(flag));
    expect(ran(flag)).toBe(true);
    const yes = temporaryFolder();
    await createProject(requestFor(wanting(), { yes: false }), { ...worldIn(yes), openTerminal: person({}, true) });
    expect(ran(yes)).toBe(true);
  });

  test('is not run by a dry run', async () => {
    const dir = temporaryFolder();
    await createProject(requestFor(wanting(), { runPostCreate: true, dryRun: true }), worldIn(dir));
    expect(Object.keys(readTree(dir))).toEqual([]);
  });

  test('may fail, which leaves the project', async () => {
    const dir = temporaryFolder();
    const failing = starterFolder({ a: '1' }, { postCreate: [[process.execPath, '-e', 'process.exit(3)']] });
    await expect(createProject(requestFor(failing, { runPostCreate: true }), worldIn(dir))).rejects.toMatchObject({
      code: 'POST_CREATE_FAILED',
      message: expect.stringContaining('ended with 3'),
    });
    expect(existsSync(join(dir, 'service/a'))).toBe(true);
  });
});

describe.skipIf(process.platform === 'win32')('a hostile folder is refused', () => {
  const refusal = (starter: string) => createProject(requestFor(starter), worldIn(temporaryFolder()));

  test('with a sparse file of 10 GB, which takes no room on the disk', async () => {
    const dir = starterFolder({ a: '1', big: '' });
    truncateSync(join(dir, 'template/big'), 10_000_000_000);
    await expect(refusal(dir)).rejects.toMatchObject({ code: 'STARTER_TOO_LARGE' });
  });

  test('with a pipe in the place of its description, which nobody would ever write to', async () => {
    const dir = temporaryFolder();
    mkdirSync(join(dir, 'template'));
    execFileSync('mkfifo', [join(dir, 'starter.json')]);
    await expect(refusal(dir)).rejects.toMatchObject({ code: 'STARTER_INVALID' });
  });

  test('with a pipe in its template', async () => {
    const dir = starterFolder({ a: '1' });
    execFileSync('mkfifo', [join(dir, 'template/pipe')]);
    await expect(refusal(dir)).rejects.toMatchObject({ code: 'STARTER_INVALID' });
  });

  test('with more files than any starter has', async () => {
    const dir = starterFolder({ a: '1' });
    for (let i = 0; i < 2_001; i += 1) writeFileSync(join(dir, `template/${i}`), '');
    await expect(refusal(dir)).rejects.toMatchObject({ code: 'STARTER_TOO_LARGE' });
  });
});
