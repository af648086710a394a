/**
 * The files below `dir` with changes that are not committed; empty outside of a repository and without git, where
 * nothing could be taken back anyway.
 */
export async function dirtyFiles(
  dir: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<readonly string[]> {
  const { execFile } = await import('node:child_process');
  const argv = ['status', '--porcelain', '-z', '--no-renames', '--', '.'];
  const output = await new Promise<string>((resolve) => {
    execFile('git', argv, { cwd: dir, env, windowsHide: true }, (error, stdout) =>
      resolve(error === null ? stdout : ''),
    );
  });
  return output
    .split('\0')
    .filter(Boolean)
    .map((line) => line.slice(3));
}
