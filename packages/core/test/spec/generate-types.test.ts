import { execFile, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { generateTypes, type TypeLanguage } from '../../src/spec/generate-types.ts';
import { inferSchema } from '../../src/spec/infer-schema.ts';
import { loadSpec } from '../../src/spec/load-spec.ts';
import { mergeSpec } from '../../src/spec/merge-spec.ts';
import { starterText } from './files.ts';
import { json } from './json-values.ts';

const run = promisify(execFile);
const found = (command: string, argument = '--version') => spawnSync(command, [argument]).status === 0;
const tools: Readonly<Record<TypeLanguage, boolean>> = {
  go: found('go', 'version'),
  python: found('python3'),
  rust: found('rustc') && found('cargo'),
  typescript: true,
};
for (const [language, isFound] of Object.entries(tools))
  if (!isFound) console.warn(`NOT TESTED: there is no compiler for ${language} here, so its types are not compiled.`);

const inferred = mergeSpec(undefined, {
  inputData: inferSchema([
    json('{"matrix": [[1, 2.5]], "class": "x", "maybe": null, "mixed": [1, "a"], "graph": {"edges": [{"weight": 1}]}}'),
  ]),
  resultResponse: inferSchema([json('{"counts": {"000": 512}}')]),
}).text;
const specs = { starter: starterText('go', 'openapi-spec.yml.hbs'), inferred };

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'planqk-types-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

async function compile(language: TypeLanguage, text: string, name: string): Promise<void> {
  const home = join(dir, language, name);
  await mkdir(home, { recursive: true });
  const write = (file: string, content: string) => writeFile(join(home, file), content);
  if (language === 'python') {
    await write('models.py', text);
    await run('python3', ['-c', 'import models'], { cwd: home });
  } else if (language === 'typescript') {
    await write('models.ts', text);
    const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');
    await run(process.execPath, [tsc, '--strict', '--noEmit', '--types', '', '--target', 'es2022', 'models.ts'], {
      cwd: home,
    });
  } else if (language === 'go') {
    await write('go.mod', 'module models\n');
    await write('models.go', text);
    await run('go', ['vet', './...'], { cwd: home });
  } else {
    await serdeStandIn(home);
    await write('models.rs', text);
    await run(
      'rustc',
      [
        '--edition=2021',
        '--crate-type=lib',
        '--extern',
        `serde=libserde.${library}`,
        '--extern',
        'serde_json=libserde_json.rlib',
        'models.rs',
      ],
      { cwd: home },
    );
  }
}

const library = process.platform === 'darwin' ? 'dylib' : process.platform === 'win32' ? 'dll' : 'so';

/** Derives that do nothing: the test needs no registry, and what it looks at are the types. */
async function serdeStandIn(home: string): Promise<void> {
  const derive = (name: string) =>
    `#[proc_macro_derive(${name}, attributes(serde))]\npub fn ${name.toLowerCase()}(_: proc_macro::TokenStream) -> proc_macro::TokenStream { proc_macro::TokenStream::new() }\n`;
  await writeFile(join(home, 'serde.rs'), `extern crate proc_macro;\n${derive('Serialize')}${derive('Deserialize')}`);
  await writeFile(join(home, 'serde_json.rs'), '#[derive(Debug, Clone)]\npub struct Value;\n');
  await run('rustc', ['--edition=2021', '--crate-type=proc-macro', '--crate-name=serde', 'serde.rs'], { cwd: home });
  await run('rustc', ['--edition=2021', '--crate-type=rlib', '--crate-name=serde_json', 'serde_json.rs'], {
    cwd: home,
  });
}

describe.each(Object.entries(specs))('the types of the %s specification', (name, text) => {
  const root = loadSpec(text).root ?? {};

  test.each(['go', 'python', 'rust', 'typescript'] as const)(
    'have one name for each schema in %s',
    async (language) => {
      const types = await generateTypes(root, language);
      for (const type of ['InputData', 'InputParams', 'InterimResultResponse', 'ResultResponse', 'ErrorResponse'])
        if (name === 'starter') expect(types).toMatch(new RegExp(`\\b${type}\\b`));
    },
  );

  for (const language of ['go', 'python', 'rust', 'typescript'] as const)
    test.skipIf(!tools[language])(`compile in ${language}`, { timeout: 60_000 }, async () => {
      await expect(compile(language, await generateTypes(root, language), name)).resolves.toBeUndefined();
    });
});
