import { oncePerProject } from './once.ts';

/** What `.dockerignore` says. */
export interface IgnoreRules {
  /** Whether some line takes back an exclusion, so that files below an excluded folder may be included. */
  readonly hasExceptions: boolean;
  ignores(path: string): boolean;
}

const nothingIgnored: IgnoreRules = { hasExceptions: false, ignores: () => false };

/** The rules of a `.dockerignore`, by Docker's own way to read them; without a text nothing is excluded. */
export async function ignoreRules(text: string | undefined): Promise<IgnoreRules> {
  if (text === undefined || text.trim() === '') return nothingIgnored;
  // Its types describe an ES module, which it is not.
  const { default: loaded } = await import('@balena/dockerignore');
  const dockerignore = loaded.default;
  try {
    const ignore = dockerignore({ ignorecase: false }).add(text);
    // A pattern that is no pattern shows only when it is used.
    ignore.ignores('x');
    return { hasExceptions: /^\s*!/m.test(text), ignores: (path) => path !== '' && ignore.ignores(path) };
  } catch {
    return nothingIgnored;
  }
}

/** The project's own. */
export const projectIgnoreRules = oncePerProject(async (files) => ignoreRules(await files.text('.dockerignore')));
