import { execFileSync } from 'node:child_process';
import { unlink, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { extract, type Header } from 'tar-stream';
import { describe, expect, it } from 'vitest';
import { scanContext } from '../../src/build/scan-context.ts';
import { contextArchive } from '../../src/docker/context-archive.ts';
import { inputArchive, inputRoot } from '../../src/docker/input-archive.ts';
import { projectFolder } from '../support/folders.ts';
import { somePlan } from '../support/samples.ts';

async function unpack(tar: Buffer): Promise<{ header: Header; text: string }[]> {
  const entries: { header: Header; text: string }[] = [];
  const archive = extract();
  archive.end(tar);
  for await (const entry of archive) entries.push({ header: entry.header, text: (await buffer(entry)).toString() });
  return entries;
}

describe('inputArchive', () => {
  it('holds the folder and its files, readable for every user and writable for none', async () => {
    const entries = await unpack(await inputArchive(somePlan(), '/'));
    expect(entries.map(({ header: { name, type, mode }, text }) => [name, type, mode, text])).toEqual([
      ['var/input/', 'directory', 0o555, ''],
      ['var/input/data.json', 'file', 0o444, '{"n":1.0}'],
      ['var/input/params.json', 'file', 0o444, '{}'],
    ]);
  });

  it('has the same modes under umask 077', () => {
    const source = fileURLToPath(new URL('../../src/docker/input-archive.ts', import.meta.url));
    const program = `
      process.umask(0o077);
      const { inputArchive } = await import(${JSON.stringify(source)});
      const plan = { inputDir: '/var/input', inputFiles: [{ name: 'data.json', text: '{}' }] };
      process.stdout.write(await inputArchive(plan, '/'));`;
    const tar = execFileSync(process.execPath, ['--input-type=module', '--eval', program]);
    const modeAt = (offset: number) => Number.parseInt(tar.toString('latin1', offset + 100, offset + 107), 8);
    expect([modeAt(0), modeAt(512)]).toEqual([0o555, 0o444]);
  });
});

describe('inputRoot', () => {
  it.each([
    [undefined, '/'],
    [['/data'], '/'],
    [['/var/inputs'], '/'],
    [['/var/input'], '/var/input'],
    [['/var'], '/var'],
    [['/var', '/var/input'], '/var/input'],
  ])('is for the volumes %j the folder %s', async (volumes, root) => {
    const plan = somePlan();
    const withVolumes = { ...plan, image: { ...plan.image, ...(volumes && { volumes }) } };
    expect(inputRoot(withVolumes)).toBe(root);
    const names = (await unpack(await inputArchive(withVolumes, root))).map(({ header }) => `${root}/${header.name}`);
    expect(names.map((name) => name.replace('//', '/'))).toContain('/var/input/data.json');
  });
});

describe('contextArchive', () => {
  it('holds every entry with its mode and its own time, and nothing of by whom it was made', async () => {
    await using dir = await projectFolder({ Dockerfile: 'FROM x', 'src/größe äß 量子.txt': 'Q' });
    await utimes(join(dir.path, 'Dockerfile'), new Date(), new Date('2001-02-03T04:05:06Z'));
    const context = await scanContext(dir.path, false);
    const entries = await unpack(await buffer(contextArchive({ dir: dir.path, context })));
    expect(entries.map(({ header, text }) => [header.name.replace(/\/$/, ''), text])).toEqual([
      ['Dockerfile', 'FROM x'],
      ['src', ''],
      ['src/größe äß 量子.txt', 'Q'],
    ]);
    for (const { header } of entries) expect(header).toMatchObject({ uid: 0, gid: 0 });
    expect(entries[0]?.header.mtime).toEqual(new Date('2001-02-03T04:05:06Z'));
  });

  it('carries paths longer than the 100 bytes of an old tar header', async () => {
    const path = `${'deep/'.repeat(30)}file.txt`;
    await using dir = await projectFolder({ [path]: 'x' });
    const context = await scanContext(dir.path, false);
    const entries = await unpack(await buffer(contextArchive({ dir: dir.path, context })));
    expect(entries.at(-1)?.header.name).toBe(path);
  });

  it('fails as a stream when a file vanishes before it is sent', async () => {
    await using dir = await projectFolder({ 'a.txt': 'a', 'b.txt': 'b' });
    const context = await scanContext(dir.path, false);
    await unlink(join(dir.path, 'b.txt'));
    await expect(buffer(contextArchive({ dir: dir.path, context }))).rejects.toThrow(/ENOENT/);
  });

  it('fails as a stream when a file grows before it is sent', async () => {
    await using dir = await projectFolder({ 'a.txt': 'a' });
    const context = await scanContext(dir.path, false);
    await dir.write({ 'a.txt': 'longer than it was' });
    await expect(buffer(contextArchive({ dir: dir.path, context }))).rejects.toThrow();
  });
});
