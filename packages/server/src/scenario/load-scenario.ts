import { readFile } from 'node:fs/promises';
import { describeProblems, JsonText, nearest, ServiceError } from '@planqk-service/core';
import { builtInScenarios } from './built-in.ts';
import type { FaultScenario } from './fault-scenario.ts';
import { validateScenario } from './schema.gen.ts';

const unreadable: Readonly<Record<string, string>> = {
  EISDIR: 'it is a folder',
  EACCES: 'it cannot be read: permission denied',
};

/**
 * The scenario of a built-in name, or of a JSON file.
 *
 * @throws ServiceError SCENARIO_UNKNOWN, SCENARIO_INVALID, INVALID_JSON
 */
export async function loadScenario(nameOrPath: string): Promise<FaultScenario> {
  if (Object.hasOwn(builtInScenarios, nameOrPath)) return builtInScenarios[nameOrPath] as FaultScenario;
  const text = await readFile(nameOrPath, 'utf8').catch((error: NodeJS.ErrnoException) => {
    const known = Object.keys(builtInScenarios);
    if (error.code === 'ENOENT')
      throw new ServiceError('SCENARIO_UNKNOWN', { name: nameOrPath, known, nearest: nearest(nameOrPath, known) });
    throw new ServiceError(
      'SCENARIO_INVALID',
      { path: nameOrPath, problems: [unreadable[error.code ?? ''] ?? error.message] },
      { cause: error },
    );
  });
  return parseScenario(text, nameOrPath);
}

/**
 * The scenario in a JSON text.
 *
 * @param path what to call it in a message
 * @throws ServiceError SCENARIO_INVALID with every problem, INVALID_JSON
 */
export function parseScenario(text: string, path: string): FaultScenario {
  const value = JsonText.from(text, path).parse();
  if (!validateScenario(value))
    throw new ServiceError('SCENARIO_INVALID', { path, problems: describeProblems(validateScenario) });
  return value as FaultScenario;
}
