/**
 * The pairs among `paths` that mean the same place on a file system which ignores case or Unicode
 * normalisation, and the files that would have to be folders as well. One sentence each.
 */
export function pathCollisions(paths: readonly string[]): readonly string[] {
  const problems: string[] = [];
  const files = new Map<string, string>();
  for (const path of paths) {
    const other = files.get(fold(path));
    if (other !== undefined) problems.push(`${path} and ${other} are the same file where case does not matter`);
    files.set(fold(path), path);
  }
  const folders = new Map<string, string>();
  for (const path of paths) {
    for (const folder of ancestors(path)) {
      const key = fold(folder);
      const file = files.get(key);
      if (file !== undefined) problems.push(`${file} is a file, but ${path} needs a folder there`);
      const other = folders.get(key);
      if (other !== undefined && other !== folder) {
        problems.push(`${folder}/ and ${other}/ are the same folder where case does not matter`);
      }
      if (other === undefined) folders.set(key, folder);
    }
  }
  return [...new Set(problems)];
}

/** The folders above `path`, outermost first: `a/b/c` gives `a`, `a/b`. */
export function ancestors(path: string): readonly string[] {
  const segments = path.split('/');
  return segments.slice(1).map((_, index) => segments.slice(0, index + 1).join('/'));
}

function fold(path: string): string {
  // Nearly every path; spares the start of the Unicode tables.
  if (/^[\x20-\x7e]*$/.test(path)) return path.toLowerCase();
  // Upper case first: it folds letters such as "ß" that have no single lower-case partner.
  return path.normalize('NFC').toUpperCase().toLowerCase();
}
