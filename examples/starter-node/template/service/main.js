// What the PlanQK platform expects of a service; nothing here is about your problem.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InvalidInput, run } from './program.js';

// Process 1 of a container ignores SIGTERM unless it says what to do.
process.once('SIGTERM', () => process.exit(143));

const folder = process.env.PLANQK_INPUT_DIR || '/var/input';

function readInput(name) {
  let value;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(join(folder, `${name}.json`)));
    value = JSON.parse(text);
  } catch (error) {
    throw new InvalidInput(`${name}.json cannot be read: ${error.message}`);
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new InvalidInput(`${name}.json must hold a JSON object`);
}

function emit(marker, value) {
  process.stdout.write(`PlanQK:Job:${marker}: ${JSON.stringify(value)}\n`);
}

try {
  const result = run(readInput('data'), readInput('params'), (value) => emit('InterimResult', value));
  emit('Result', result);
} catch (error) {
  const known = error instanceof InvalidInput;
  if (!known) console.error(error);
  emit('Result', { code: known ? 'INVALID_INPUT' : 'INTERNAL_ERROR', detail: error.message });
  process.exitCode = 1;
}
