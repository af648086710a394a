// Compiles all schemas of this package; `--check` only says whether the compiled ones are behind.
import { spawnSync } from 'node:child_process';

const compiled = [
  [
    'src/project/schemas.gen.ts',
    'validatePlanqk=schemas/planqk.schema.json',
    'validatePlanqkService=schemas/planqk-service.schema.json',
  ],
  ['src/cases/schema.gen.ts', 'validateCase=schemas/case.schema.json'],
  ['src/spec/openapi.gen.ts', 'validateOpenapi=scripts/openapi-schema.mjs'],
];

for (const schemas of compiled) {
  const run = [`../../scripts/compile-schemas.mjs`, ...schemas, ...process.argv.slice(2)];
  if (spawnSync(process.execPath, run, { stdio: 'inherit' }).status !== 0) process.exitCode = 1;
}
