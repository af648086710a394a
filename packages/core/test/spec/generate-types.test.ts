import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { generateTypes } from '../../src/spec/generate-types.ts';
import { inferSchema } from '../../src/spec/infer-schema.ts';
import { loadSpec } from '../../src/spec/load-spec.ts';
import { mergeSpec } from '../../src/spec/merge-spec.ts';
import { starterText } from './files.ts';
import { json } from './json-values.ts';

const run = promisify(execFile);

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

/** Go and Rust are compiled end to end, with the projects of the starters and their own tools. */
const compilers = {
  async python(home: string, text: string) {
    await writeFile(join(home, 'models.py'), text);
    await run('python3', ['-c', 'import models'], { cwd: home });
  },
  async typescript(home: string, text: string) {
    await writeFile(join(home, 'models.ts'), text);
    const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');
    const options = ['--strict', '--noEmit', '--types', '', '--target', 'es2022'];
    await run(process.execPath, [tsc, ...options, 'models.ts'], { cwd: home });
  },
};

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

  test.each(['python', 'typescript'] as const)('compile in %s', { timeout: 60_000 }, async (language) => {
    const home = join(dir, language, name);
    await mkdir(home, { recursive: true });
    const types = await generateTypes(root, language);
    await expect(compilers[language](home, types)).resolves.toBeUndefined();
  });
});
