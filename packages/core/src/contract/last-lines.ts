import { stripVTControlCharacters } from 'node:util';
import { profileV1 } from './profile.ts';

const mostCharacters = 200;

/**
 * The last lines that a service printed for people: without colours, empty lines, and lines that begin as a marker does.
 *
 * @param most how many; of each at most the first 200 characters
 * @returns oldest first, each without its line break
 */
export function lastLines(logTail: string, most: number): string[] {
  return stripVTControlCharacters(logTail)
    .split('\n')
    .map(shown)
    .filter((line) => line.trim() !== '' && !line.startsWith(profileV1.markers.prefix))
    .slice(-most);
}

/** What a terminal would still show of a line that was written over itself, as progress bars are. */
function shown(line: string): string {
  const last = line.trimEnd().split('\r').at(-1) ?? '';
  return last.length > mostCharacters ? `${last.slice(0, mostCharacters)}…` : last;
}
