import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type CreateRequest, createProject } from '../src/command/index.ts';
import { addStarter, applyUpgrade, dirtyFiles, prepareUpgrade, removeStarters } from '../src/index.ts';
import { manifest, readTree, temporaryFolder, writeTree } from './helpers.ts';
import { env as gitEnv } from './scaffold-toy.ts';
import { requestFor, worldIn } from './support/create.ts';
import { startRegistry } from './support/registry.ts';
import { tarOf } from './support/tar.ts';

type Template = Readonly<Record<string, string | Uint8Array>>;

const lines = (...changed: readonly string[]) => ['one', 'two', 'three', 'four', 'five', ...changed].join('\n');

/** A packed starter of this version beside the project. */
function pack(dir: string, version: string, template: Template, changes: object = {}): string {
  const entries = Object.entries(template).map(([path, content]) => ({ path: `package/template/${path}`, content }));
  const archive = tarOf([
    { path: 'package/package.json', content: JSON.stringify({ name: 'starter-toy', version }) },
    { path: 'package/starter.json', content: JSON.stringify({ ...manifest, ...changes }) },
    ...entries,
  ]);
  writeFileSync(join(dir, `${version}.tgz`), archive);
  return `./${version}.tgz`;
}

interface Story {
  readonly old: Template;
  readonly now: Template;
  readonly edit?: (project: string) => void;
  readonly request?: Partial<CreateRequest>;
}

/** Makes a project from version 1, lets the author edit it, and prepares the upgrade to version 2. */
async function upgrade({ old, now, edit, request }: Story) {
  const dir = temporaryFolder();
  const world = worldIn(dir);
  await createProject(requestFor(pack(dir, '1.0.0', old), request), world);
  const project = join(dir, 'service');
  edit?.(project);
  const plan = await prepareUpgrade({ dir: project, starter: pack(dir, '2.0.0', now), variables: {} }, world);
  const actions = Object.fromEntries(plan.changes.map(({ path, action }) => [path, action]));
  return { project, plan, actions, world, dir };
}

const text = (project: string, path: string) => readFileSync(join(project, path), 'utf8');

describe('an upgrade', () => {
  test('replaces what the author has not touched, and adds and removes what the starter does', async () => {
    const { project, plan, actions } = await upgrade({ old: { a: '1', gone: 'x' }, now: { a: '2', 'new/b': '3' } });
    expect(actions).toEqual({ a: 'update', gone: 'delete', 'new/b': 'add', 'planqk-service.json': 'update' });
    applyUpgrade(project, plan.changes);
    expect(readTree(project)).toMatchObject({ a: '2', 'new/b': '3' });
    expect(readTree(project)).not.toHaveProperty('gone');
    expect(JSON.parse(text(project, 'planqk-service.json')).starter).toMatchObject({ version: '2.0.0' });
  });

  test('keeps both changes where they are in different places', async () => {
    const { project, plan, actions } = await upgrade({
      old: { a: lines() },
      now: { a: lines('six') },
      edit: (dir) => writeFileSync(join(dir, 'a'), `mine\n${lines()}`),
    });
    expect(actions).toMatchObject({ a: 'merge' });
    applyUpgrade(project, plan.changes);
    expect(text(project, 'a')).toBe(`mine\n${lines('six')}`);
  });

  test('marks what both have changed, and loses neither', async () => {
    const { project, plan, actions } = await upgrade({
      old: { a: 'FROM x:1\nRUN y' },
      now: { a: 'FROM x:2\nRUN y' },
      edit: (dir) => writeFileSync(join(dir, 'a'), 'FROM mine\nRUN y'),
    });
    expect(actions).toMatchObject({ a: 'conflict' });
    applyUpgrade(project, plan.changes);
    const merged = text(project, 'a');
    expect(merged).toMatch(/<<<<<<< yours\nFROM mine\n[\s\S]*=======\nFROM x:2\n>>>>>>> the starter now\nRUN y/);
  });

  test('writes a file that is no text beside the changed one', async () => {
    const binary = (byte: number) => new Uint8Array([0, 255, byte]);
    const { project, plan, actions } = await upgrade({
      old: { 'a.bin': binary(1) },
      now: { 'a.bin': binary(2) },
      edit: (dir) => writeFileSync(join(dir, 'a.bin'), binary(3)),
    });
    expect(actions).toMatchObject({ 'a.bin': 'conflict' });
    applyUpgrade(project, plan.changes);
    expect([...readFileSync(join(project, 'a.bin'))]).toEqual([0, 255, 3]);
    expect([...readFileSync(join(project, 'a.bin.rej'))]).toEqual([0, 255, 2]);
  });

  test('deletes nothing that was edited, and brings nothing back that was deleted', async () => {
    const { project, plan, actions } = await upgrade({
      old: { edited: '1', deleted: '1' },
      now: { deleted: '2' },
      edit: (dir) => {
        writeFileSync(join(dir, 'edited'), 'mine');
        rmSync(join(dir, 'deleted'));
      },
    });
    expect(actions).toMatchObject({ edited: 'kept', deleted: 'kept' });
    applyUpgrade(project, plan.changes);
    expect(text(project, 'edited')).toBe('mine');
    expect(readTree(project)).not.toHaveProperty('deleted');
  });

  test('renders with the answers of then, whatever the project says now', async () => {
    const { project, plan } = await upgrade({
      old: { 'a.hbs': '{{name}} {{cpu}}' },
      now: { 'a.hbs': '{{name}} {{cpu}} {{memory}}' },
      request: { given: { name: 'mine', cpu: '4', memory: '8' } },
    });
    applyUpgrade(project, plan.changes);
    expect(text(project, 'a')).toBe('mine 4 8');
  });

  test('is nothing when there is nothing new', async () => {
    const { project, plan, world, dir } = await upgrade({ old: { a: '1' }, now: { a: '2' } });
    applyUpgrade(project, plan.changes);
    const again = await prepareUpgrade({ dir: project, starter: './2.0.0.tgz', variables: {} }, { ...world, cwd: dir });
    expect(again.changes).toEqual([]);
  });

  test('takes a new question by its default, or its answer', async () => {
    const { project, world, dir } = await upgrade({ old: { a: '1' }, now: { a: '2' } });
    const variables = [{ name: 'colour', prompt: 'Colour', default: 'red' }];
    const starter = pack(dir, '3.0.0', { 'a.hbs': '{{var.colour}}' }, { variables });
    const rendered = async (answers: Readonly<Record<string, string>>) => {
      const { changes } = await prepareUpgrade({ dir: project, starter, variables: answers }, world);
      return Buffer.from(changes.find(({ path }) => path === 'a')?.after ?? []).toString();
    };
    expect(await rendered({})).toBe('red');
    expect(await rendered({ colour: 'blue' })).toBe('blue');
  });

  test('is none when the starter is another one, and that is not what is meant', async () => {
    const { project, world, dir } = await upgrade({ old: { a: '1' }, now: { a: '2' } });
    const request = { dir: project, starter: pack(dir, '3.0.0', { b: '3' }, { id: 'other' }), variables: {} };
    await expect(prepareUpgrade(request, world)).rejects.toMatchObject({
      code: 'UPGRADE_OTHER_STARTER',
      details: { from: 'toy', to: 'other' },
    });
    const { changes, to } = await prepareUpgrade({ ...request, replace: true }, world);
    expect(to.id).toBe('other');
    expect(changes.map(({ path, action }) => [path, action])).toContainEqual(['a', 'delete']);
  });

  test('takes everything back when a file cannot be written', async () => {
    const { project, plan } = await upgrade({ old: { a: '1', b: '1' }, now: { a: '2', b: '2' } });
    rmSync(join(project, 'b'));
    const before = readTree(project);
    expect(() => applyUpgrade(project, plan.changes)).toThrow(expect.objectContaining({ code: 'TARGET_UNUSABLE' }));
    expect(readTree(project)).toEqual(before);
  });

  test('leaves line ends as the author has them', async () => {
    const crlf = (content: string) => content.replaceAll('\n', '\r\n');
    const { project, plan, actions } = await upgrade({
      old: { untouched: lines(), edited: lines(), same: lines() },
      now: { untouched: lines('six'), edited: lines('six'), same: lines() },
      edit: (dir) => {
        writeFileSync(join(dir, 'untouched'), crlf(lines()));
        writeFileSync(join(dir, 'edited'), crlf(`mine\n${lines()}`));
        writeFileSync(join(dir, 'same'), crlf(lines()));
      },
    });
    expect(actions).toEqual({ untouched: 'update', edited: 'merge', 'planqk-service.json': 'update' });
    applyUpgrade(project, plan.changes);
    expect(text(project, 'untouched')).toBe(crlf(lines('six')));
    expect(text(project, 'edited')).toBe(crlf(`mine\n${lines('six')}`));
  });

  test('leaves the mode of a file that the author has chosen', async () => {
    const { project, plan } = await upgrade({
      old: { 'run.sh': lines(), secret: lines() },
      now: { 'run.sh': lines('six'), secret: lines('six') },
      edit: (dir) => {
        chmodSync(join(dir, 'run.sh'), 0o755);
        chmodSync(join(dir, 'secret'), 0o600);
      },
    });
    applyUpgrade(project, plan.changes);
    expect(text(project, 'run.sh')).toBe(lines('six'));
    expect(statSync(join(project, 'run.sh')).mode & 0o777).toBe(0o755);
    expect(statSync(join(project, 'secret')).mode & 0o777).toBe(0o600);
  });

  test('makes a file executable that the starter has made so', async () => {
    const dir = temporaryFolder();
    const world = worldIn(dir);
    const toy = join(dir, 'toy');
    writeTree(toy, { 'starter.json': JSON.stringify(manifest), 'template/run.sh': 'x' });
    await createProject(requestFor('./toy'), world);
    chmodSync(join(toy, 'template/run.sh'), 0o755);
    const project = join(dir, 'service');
    const { changes } = await prepareUpgrade({ dir: project, starter: './toy', variables: {} }, world);
    expect(changes.find(({ path }) => path === 'run.sh')).toMatchObject({ action: 'update', wasExecutable: false });
    applyUpgrade(project, changes);
    expect(statSync(join(project, 'run.sh')).mode & 0o111).not.toBe(0);
  });

  test('replaces no .rej that is there already', async () => {
    const binary = (byte: number) => new Uint8Array([0, 255, byte]);
    const { project, plan } = await upgrade({
      old: { 'a.bin': binary(1) },
      now: { 'a.bin': binary(2) },
      edit: (dir) => {
        writeFileSync(join(dir, 'a.bin'), binary(3));
        writeFileSync(join(dir, 'a.bin.rej'), 'mine');
      },
    });
    applyUpgrade(project, plan.changes);
    expect(text(project, 'a.bin.rej')).toBe('mine');
    expect([...readFileSync(join(project, 'a.bin.2.rej'))]).toEqual([0, 255, 2]);
  });

  test('leaves planqk-service.json readable when both sides have added to it', async () => {
    const dir = temporaryFolder();
    const world = worldIn(dir);
    await createProject(requestFor(pack(dir, '1.0.0', { a: '1' })), world);
    const project = join(dir, 'service');
    const settings = { ...JSON.parse(text(project, 'planqk-service.json')), test: { skip: [] } };
    writeFileSync(join(project, 'planqk-service.json'), JSON.stringify(settings, undefined, 4));
    const types = { lang: 'go', output: 'types.go' };
    const starter = pack(dir, '2.0.0', { a: '1' }, { types });
    const { changes } = await prepareUpgrade({ dir: project, starter, variables: {} }, world);
    expect(changes).toMatchObject([{ path: 'planqk-service.json', action: 'merge' }]);
    applyUpgrade(project, changes);
    const merged = text(project, 'planqk-service.json');
    expect(JSON.parse(merged)).toMatchObject({ starter: { version: '2.0.0' }, types, test: { skip: [] } });
    expect(merged).toContain('\n    "starter"');
  });

  test('shows a file that the author has renamed as theirs, and leaves it alone', async () => {
    const { project, plan, actions } = await upgrade({
      old: { a: lines() },
      now: { a: lines('six') },
      edit: (dir) => renameSync(join(dir, 'a'), join(dir, 'b')),
    });
    expect(actions).toMatchObject({ a: 'kept' });
    applyUpgrade(project, plan.changes);
    expect(readTree(project)).toMatchObject({ b: lines() });
    expect(readTree(project)).not.toHaveProperty('a');
  });

  test('removes a folder that it has emptied', async () => {
    const { project, plan } = await upgrade({ old: { 'd/e/a': '1', b: '1' }, now: { b: '1' } });
    applyUpgrade(project, plan.changes);
    expect(() => statSync(join(project, 'd'))).toThrow('ENOENT');
  });

  test('makes a folder of a file, and a file of a folder', async () => {
    const { project, plan, actions } = await upgrade({
      old: { a: '1', 'b/c': '1' },
      now: { 'a/d': '2', b: '2' },
    });
    expect(actions).toMatchObject({ a: 'delete', 'a/d': 'add', b: 'add', 'b/c': 'delete' });
    applyUpgrade(project, plan.changes);
    expect(readTree(project)).toMatchObject({ 'a/d': '2', b: '2' });
  });

  test('takes back that a folder was emptied', async () => {
    const { project, plan } = await upgrade({ old: { 'b/c': '1', z: '1' }, now: { b: '2', z: '2' } });
    rmSync(join(project, 'z'));
    const before = readTree(project);
    expect(() => applyUpgrade(project, plan.changes)).toThrow(expect.objectContaining({ code: 'TARGET_UNUSABLE' }));
    expect(readTree(project)).toEqual(before);
  });

  test('follows no link out of the project', async () => {
    const story = upgrade({
      old: { 'd/a': '1' },
      now: { 'd/a': '2' },
      edit: (dir) => {
        rmSync(join(dir, 'd'), { recursive: true });
        symlinkSync('/etc', join(dir, 'd'));
      },
    });
    await expect(story).rejects.toMatchObject({ code: 'TARGET_UNUSABLE' });
  });
});

describe('the starter that a project was made from', () => {
  test('is remembered when it was somebody’s folder that has changed since', async () => {
    const dir = temporaryFolder();
    const world = worldIn(dir);
    const write = (content: string) =>
      writeTree(join(dir, 'toy'), { 'starter.json': JSON.stringify(manifest), 'template/a': content });
    write(lines());
    await createProject(requestFor('./toy'), world);
    writeFileSync(join(dir, 'service/a'), `mine\n${lines()}`);
    write(lines('six'));
    const request = { dir: join(dir, 'service'), starter: './toy', variables: {} };
    const { changes } = await prepareUpgrade(request, world);
    expect(changes.find(({ path }) => path === 'a')).toMatchObject({ action: 'merge' });
    rmSync(join(dir, 'cache'), { recursive: true });
    await expect(prepareUpgrade(request, world)).rejects.toMatchObject({ code: 'UPGRADE_BASE_MISSING' });
  });

  test('is remembered when it was a folder with the package.json of something that is not published', async () => {
    const dir = temporaryFolder();
    const world = { ...worldIn(dir), offline: true };
    const write = (content: string) =>
      writeTree(join(dir, 'toy'), {
        'package.json': JSON.stringify({ name: 'starter-toy', version: '1.0.0' }),
        'starter.json': JSON.stringify(manifest),
        'template/a': content,
      });
    write('1');
    await createProject(requestFor('./toy'), world);
    write('2');
    const request = { dir: join(dir, 'service'), variables: {} };
    const { changes } = await prepareUpgrade({ ...request, starter: './toy' }, world);
    expect(changes.find(({ path }) => path === 'a')).toMatchObject({ action: 'update' });
  });

  test('is asked of no registry when it was a folder: somebody else may have that name there', async () => {
    const dir = temporaryFolder();
    const world = worldIn(dir, { npm_config_registry: 'http://127.0.0.1:1/' });
    writeTree(join(dir, 'toy'), {
      'package.json': JSON.stringify({ name: 'starter-toy', version: '1.0.0' }),
      'starter.json': JSON.stringify(manifest),
      'template/a': '1',
    });
    await createProject(requestFor('./toy'), world);
    await expect(prepareUpgrade({ dir: join(dir, 'service'), variables: {} }, world)).rejects.toMatchObject({
      code: 'UPGRADE_TARGET_UNKNOWN',
    });
  });

  test('is still there when it was removed from the fetched ones', async () => {
    const { project, world } = await upgrade({ old: { a: lines() }, now: { a: lines('six') } });
    expect(removeStarters('toy', world)).toHaveLength(2);
    writeFileSync(join(project, 'a'), `mine\n${lines()}`);
    const { changes } = await prepareUpgrade({ dir: project, starter: './2.0.0.tgz', variables: {} }, world);
    expect(changes.find(({ path }) => path === 'a')).toMatchObject({ action: 'merge' });
  });

  test('is asked of no registry when it was a file, and is known again by its content', async () => {
    const { project, world, dir } = await upgrade({ old: { a: '1' }, now: { a: '2' } });
    const { url, asked } = await startRegistry({ 'starter-toy': { '1.0.0': readFileSync(join(dir, '2.0.0.tgz')) } });
    const online = { ...world, env: { ...world.env, npm_config_registry: url } };
    rmSync(join(dir, 'cache'), { recursive: true });
    const request = { dir: project, starter: './2.0.0.tgz', variables: {} };
    await expect(prepareUpgrade(request, online)).rejects.toMatchObject({
      code: 'UPGRADE_BASE_MISSING',
      message: expect.stringContaining('no copy of it is left'),
    });
    expect(asked).toEqual([]);
    await addStarter('./1.0.0.tgz', online);
    expect((await prepareUpgrade(request, online)).changes.map(({ path }) => path)).toContain('a');
  });

  test('is fetched again from where it came, and must be the same', async () => {
    const dir = temporaryFolder();
    const [one, two] = ['1.0.0', '2.0.0'].map((version) => readFileSync(join(dir, pack(dir, version, { a: version }))));
    const published: Record<string, Record<string, Buffer>> = { 'starter-toy': { '1.0.0': one as Buffer } };
    const { url, asked } = await startRegistry(published);
    const world = worldIn(dir, { npm_config_registry: url });
    const specs = ['starter-toy@^1', `${url}starter-toy/-/1.0.0.tgz`];
    for (const [index, spec] of specs.entries()) {
      await createProject(requestFor(spec, { dir: `service-${index}` }), world);
      const request = { dir: join(dir, `service-${index}`), starter: './2.0.0.tgz', variables: {} };
      rmSync(join(dir, 'cache'), { recursive: true });
      await expect(prepareUpgrade(request, { ...world, offline: true })).rejects.toMatchObject({
        code: 'UPGRADE_BASE_MISSING',
        message: expect.stringContaining('--offline'),
      });
      const before = asked.length;
      expect((await prepareUpgrade(request, world)).changes.map(({ path }) => path)).toContain('a');
      expect(asked.slice(before).some((path) => path.endsWith('.tgz'))).toBe(true);
      rmSync(join(dir, 'cache'), { recursive: true });
      published['starter-toy'] = { '1.0.0': two as Buffer };
      await expect(prepareUpgrade(request, world)).rejects.toMatchObject({ code: 'UPGRADE_BASE_MISSING' });
      published['starter-toy'] = { '1.0.0': one as Buffer };
    }
  });

  test('is the built-in one, of which nothing is new', async () => {
    const dir = temporaryFolder();
    await createProject(requestFor('go'), worldIn(dir));
    const plan = await prepareUpgrade({ dir: join(dir, 'service'), variables: {} }, { ...worldIn(dir), offline: true });
    expect(plan.changes).toEqual([]);
  });

  test.each([
    ['nothing', undefined],
    ['no JSON', '{'],
    ['no starter', '{}'],
    ['no answers', '{"starter": {"id": "go"}}'],
  ])('is unknown with %s in planqk-service.json', async (_, content) => {
    const dir = temporaryFolder();
    if (content !== undefined) writeFileSync(join(dir, 'planqk-service.json'), content);
    await expect(prepareUpgrade({ dir, variables: {} }, worldIn(dir))).rejects.toMatchObject({
      code: 'UPGRADE_ORIGIN_UNKNOWN',
    });
  });
});

test('what is not committed is told, and nothing outside of a repository', async () => {
  const dir = temporaryFolder();
  expect(await dirtyFiles(dir, gitEnv)).toEqual([]);
  execFileSync('git', ['init', '-q'], { cwd: dir, env: gitEnv });
  writeFileSync(join(dir, 'new file'), '');
  expect(await dirtyFiles(dir, gitEnv)).toEqual(['new file']);
  const git = (...argv: string[]) =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...argv], { cwd: dir, env: gitEnv });
  git('add', '.');
  git('commit', '-qm', 'x');
  git('mv', 'new file', 'renamed');
  expect(await dirtyFiles(dir, gitEnv)).toEqual(['new file', 'renamed']);
});
