import { entry } from './entry.ts';

/** Where in a text something is: both count from 1, columns count UTF-16 code units. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

export const contractErrors = {
  INVALID_JSON: entry(
    3,
    (d: { source: string; reason: string; place?: Place | undefined }) =>
      `${d.source} is not valid JSON${d.place ? ` (line ${d.place.line}, column ${d.place.column})` : ''}: ${d.reason}`,
    () => 'Correct the JSON text; NaN, Infinity, comments and trailing commas are not JSON.',
  ),
  INPUT_NOT_OBJECT: entry(
    3,
    (d: { source: string; found: string }) =>
      `${d.source} holds ${d.found}, but the platform accepts only a JSON object.`,
    () => 'Wrap the value in an object, for example {"values": [1, 2, 3]}.',
  ),
  INPUT_UNREADABLE: entry(
    3,
    (d: { source: string; reason: string }) => `${d.source} cannot be read: ${d.reason}`,
    () => 'Name an existing file behind "@", give the JSON text itself, or "-" for standard input.',
  ),
  INPUT_TOO_LARGE: entry(
    3,
    (d: { source: string; bytes: number; limit: number }) =>
      `${d.source} has ${d.bytes} bytes; the platform accepts at most ${d.limit} by value.`,
    () => 'Pass large data by reference (a URL in the data), or leave out --strict to only be warned.',
  ),
  LOG_UNREADABLE: entry(
    3,
    (d: { source: string; reason: string }) => `${d.source} cannot be read: ${d.reason}`,
    () => 'Name an existing file, or pipe the output in: "docker logs my-container | planqk-service inspect".',
  ),
  INSPECTION_FAILED: entry(
    3,
    (d: { source: string; errors: number; warnings: number }) =>
      `${d.source} holds ${d.errors} ${d.errors === 1 ? 'error' : 'errors'} and ${d.warnings} ${d.warnings === 1 ? 'warning' : 'warnings'}.`,
    () => 'Follow the remedy of each finding; docs/inspect.md explains them.',
  ),
};
