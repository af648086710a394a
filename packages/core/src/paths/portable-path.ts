const deviceName = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)$/i;
// The second form is the short name that Windows gives to ".git".
const gitFolder = /^(\.git|git~\d+)$/i;

/** Why a path is refused, by permanent code. */
export type PathProblemCode = 'path-absolute' | 'path-outside' | 'git-folder' | 'name-not-portable' | 'name-too-long';

export interface PathProblem {
  readonly code: PathProblemCode;
  /** A clause that begins in lower case, without a full stop. */
  readonly message: string;
}

/**
 * Why a file may not be written at `path` (relative, `/` between segments), or undefined when it may: it has
 * to stay inside the project and to mean the same file on Linux, macOS and Windows.
 */
export function portablePathProblem(path: string): PathProblem | undefined {
  if (path === '') return { code: 'name-not-portable', message: 'it is empty' };
  if (path.startsWith('/') || /^[a-z]:/i.test(path)) return { code: 'path-absolute', message: 'it is absolute' };
  for (const segment of path.split('/')) {
    const problem = segmentProblem(segment);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function segmentProblem(segment: string): PathProblem | undefined {
  if (segment === '..') return { code: 'path-outside', message: 'it leaves the folder' };
  // A template that could write there would bring hooks, which git runs.
  if (gitFolder.test(segment)) return { code: 'git-folder', message: "it lies in git's own folder" };
  if (Buffer.byteLength(segment) > 255) return { code: 'name-too-long', message: 'a segment is longer than 255 bytes' };
  const message = portabilityProblem(segment);
  return message === undefined ? undefined : { code: 'name-not-portable', message };
}

function portabilityProblem(segment: string): string | undefined {
  if (segment === '' || segment === '.') return 'it has an empty segment';
  if (/[\p{Cc}\\:<>"|?*]/u.test(segment)) return 'it has a character that Windows does not allow';
  if (/[. ]$/.test(segment)) return 'Windows drops the dot or blank at the end of a segment';
  if (deviceName.test(stem(segment))) return `"${segment}" is a device on Windows`;
  return undefined;
}

function stem(segment: string): string {
  return (segment.split('.', 1)[0] ?? '').trimEnd();
}
