// Writes everything that is generated: first the checks from JSON Schemas, which the build compiles, then what the built
// command line says of itself.
//
//   npm run generate
import { run } from './lib/workspace.mjs';

const generate = ['run', '--recursive', '--if-present'];
const steps = [
  ['pnpm', [...generate, '--filter', '!planqk-service', 'generate']],
  ['turbo', ['run', 'build', '--output-logs=errors-only']],
  ['pnpm', [...generate, '--filter', 'planqk-service', 'generate']],
];
for (const [command, args] of steps) if (run(command, args) !== 0) process.exit(1);
