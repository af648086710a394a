import { placeAt } from '../../contract/json-place.ts';
import type { Location } from '../finding.ts';

/**
 * Where a value stands in a JSON file; of a value that is missing, where it belongs.
 *
 * @param text valid JSON
 * @param pointer as in JSON Schema's errors: `/resources/cpu`, or `''` for the whole
 * @param key a property of what is found there, whose name is looked for instead of its value
 */
export async function jsonLocation(file: string, text: string, pointer: string, key?: string): Promise<Location> {
  // Loaded only when there is something to report.
  const { findNodeAtLocation, parseTree } = await import('jsonc-parser');
  const root = parseTree(text);
  if (root === undefined) return { file, line: 1 };
  const path = pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
  const found =
    (key === undefined ? undefined : findNodeAtLocation(root, [...path, key])?.parent) ??
    findNodeAtLocation(root, path);
  return { file, ...placeAt(text, found?.offset ?? 0) };
}
