type Sqlite = typeof import('node:sqlite');

/**
 * Node's own SQLite. Node 22 calls it experimental in a warning, once, when it is loaded; what is used here has not
 * changed since, and the warning helps nobody who uses this package.
 */
export function loadSqlite(): Sqlite {
  const { emitWarning } = process;
  process.emitWarning = (warning: string | Error, ...rest: never[]) => {
    if (!String(warning).includes('SQLite')) emitWarning.call(process, warning, ...rest);
  };
  try {
    return process.getBuiltinModule('node:sqlite');
  } finally {
    process.emitWarning = emitWarning;
  }
}
