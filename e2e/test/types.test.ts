import { appendFile, cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { environment } from '../src/bins.ts';
import { finish } from '../src/command.ts';
import { findRustCrates, useRustCrates } from '../src/rust-crates.ts';
import { service } from '../src/service.ts';
import { type Starter, starters } from '../src/shared.ts';
import { suite } from '../src/suite.ts';

const places: Readonly<Record<Starter, string>> = {
  python: 'service/models.py',
  go: 'internal/models/models.go',
  rust: 'src/models.rs',
};

const crates = await findRustCrates();

test('serde is there for the types in Rust', () => {
  if ('missing' in crates) console.error(`!!! SKIPPED the types in Rust: ${crates.missing} !!!`);
  if (process.env.CI) expect(crates).not.toHaveProperty('missing');
});

const compilers: Readonly<Record<Starter, (dir: string) => Promise<void>>> = {
  python: (dir) => each(dir, [['python3', '-m', 'py_compile', places.python], python('import service.models')]),
  go: async (dir) => {
    const program = 'package main\n\nimport "service/internal/models"\n\nvar _ models.InputData\n';
    await writeFile(join(dir, 'uses_models.go'), program);
    await each(dir, [
      ['go', 'vet', './...'],
      ['go', 'build', './...'],
    ]);
  },
  rust: async (dir) => {
    if ('folder' in crates) await useRustCrates(dir, crates.folder);
    const serde = 'serde = { version = "1", features = ["derive"] }\nserde_json = "1"\n';
    await appendFile(join(dir, 'Cargo.toml'), serde);
    await appendFile(join(dir, 'src/main.rs'), '\n#[allow(dead_code)]\nmod models;\n');
    await each(dir, [['cargo', 'check', '--offline', '--all-targets']]);
  },
};

const python = (code: string) => ['python3', '-W', 'error', '-c', code];

async function each(dir: string, commands: readonly (readonly string[])[]): Promise<void> {
  for (const command of commands) await finish(command, { cwd: dir, env: environment(suite) });
}

/** What quicktype has to name and to cut into types by itself. */
const odd = {
  'input/data.json':
    '{"matrix": [[1, 2.5]], "class": "x", "maybe": null, "mixed": [1, "a"], "graph": {"edges": [{"weight": 1}]}}',
  'tests/cases/one/data.json': '{"matrix": []}',
  'tests/cases/one/expected.json': '{"counts": {"000": 512}}',
};

describe.each(starters)('the types of the %s starter', (starter) => {
  const lacksCrates = starter === 'rust' && 'missing' in crates;
  const withTools = test.skipIf(suite.tools.missing[starter] !== undefined || lacksCrates);

  async function copyOfProject(name: string): Promise<string> {
    const dir = join(suite.folder, `types ${starter} ${name}`);
    await cp(suite.projects[starter].dir, dir, { recursive: true });
    return dir;
  }

  async function compileTypes(dir: string): Promise<void> {
    const end = await service(['spec', 'types'], { cwd: dir });
    expect(end).toMatchObject({ exitCode: 0, stdout: `${places[starter]} written.\n`, stderr: '' });
    expect(await readFile(join(dir, places[starter]), 'utf8')).toContain('ResultResponse');
    await compilers[starter](dir);
  }

  withTools(
    'go where the project says, and its own tools compile them with the rest of it',
    { timeout: 240_000 },
    async () => {
      await compileTypes(await copyOfProject('as it is'));
    },
  );

  withTools('compile when they are inferred from odd samples', { timeout: 240_000 }, async () => {
    const dir = await copyOfProject('inferred');
    await rm(join(dir, 'openapi-spec.yml'));
    for (const [path, text] of Object.entries(odd)) {
      await mkdir(dirname(join(dir, path)), { recursive: true });
      await writeFile(join(dir, path), text);
    }
    expect(await service(['spec', 'infer'], { cwd: dir })).toMatchObject({ exitCode: 0 });
    await compileTypes(dir);
  });
});
