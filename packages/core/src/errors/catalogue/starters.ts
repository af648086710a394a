import { entry } from './entry.ts';
import { type FoundProblem, problemLines } from './found-problem.ts';

/** What can go wrong between a starter that somebody names and its files on this machine. */
export const starterErrors = {
  STARTER_UNKNOWN: entry(
    2,
    (d: { starter: string; known: readonly string[]; nearest?: string | undefined }) =>
      `There is no starter "${d.starter}". ${d.known.length === 0 ? 'None was fetched.' : `Known starters: ${d.known.join(', ')}.`}`,
    (d) =>
      d.nearest === undefined
        ? `Use one of the starters named above; for a package of the npm registry write its version, as in --starter ${d.starter}@latest.`
        : `Did you mean --starter ${d.nearest}?`,
  ),
  STARTER_SPEC_INVALID: entry(
    2,
    (d: { starter: string; reason: string }) => `"${d.starter}" does not say where a starter is: ${d.reason}`,
    () =>
      'Name an id, a folder, a tarball, a package with its version (name@^1) or a git address (git+https://…#v1); a blank or a typing error is often the cause.',
  ),
  STARTER_INVALID: entry(
    3,
    (d: { starter: string; problems: readonly FoundProblem[] }) =>
      [`The starter ${d.starter} is broken:`, ...problemLines(d.problems)].join('\n'),
    () => 'Report this to the author of the starter.',
  ),
  STARTER_TOO_LARGE: entry(
    3,
    (d: { starter: string; what: string; limit: string }) =>
      `The starter ${d.starter} is too large: ${d.what}, and ${d.limit} are allowed.`,
    () => 'Report this to the author of the starter; large data belongs into the image or is fetched at run time.',
  ),
  STARTER_API_VERSION: entry(
    3,
    (d: { starter: string; found: string; known: readonly string[]; newer: boolean }) =>
      `The starter ${d.starter} has the format ${d.found}, and these tools know ${d.known.join(', ')}.`,
    (d) =>
      d.newer
        ? 'Upgrade these tools: "npx planqk-service@latest", "npx create-planqk-service@latest".'
        : 'Upgrade the starter: take a newer version of it, or tell its author.',
  ),
  STARTER_NOT_FOUND: entry(
    3,
    (d: { starter: string; reason: string }) => `The starter ${d.starter} does not exist: ${d.reason}`,
    () =>
      'Check the name and the version, and with git the branch or tag behind "#"; of what is private many servers say the same to whoever is not logged in.',
  ),
  STARTER_NOT_ALLOWED: entry(
    3,
    (d: { starter: string; reason: string }) => `The starter ${d.starter} may not be read: ${d.reason}`,
    () =>
      'Log in with "npm login", or give git your credentials; some servers answer so, too, for what does not exist, and proxies for what they block.',
  ),
  STARTER_UNREACHABLE: entry(
    3,
    (d: { starter: string; reason: string }) =>
      `The starter ${d.starter} could not be fetched, because the network failed: ${d.reason}`,
    () => 'Check the network, the proxy and the registry of your npm configuration, or take a starter that is here.',
  ),
  STARTER_FETCH_FAILED: entry(
    3,
    (d: { starter: string; reason: string }) => `The starter ${d.starter} could not be fetched: ${d.reason}`,
    () => 'Try the same with "npm view" or "git ls-remote", which use the same configuration.',
  ),
  STARTER_NOT_CACHED: entry(
    3,
    (d: { starter: string }) =>
      `The starter ${d.starter} is not on this machine, and --offline keeps from fetching it.`,
    () => 'Do the same once without --offline; it is there from then on.',
  ),
  STARTER_NOT_FETCHED: entry(
    2,
    (d: { starter: string; known: readonly string[]; nearest?: string | undefined }) =>
      `Nothing was fetched by "${d.starter}". ${d.known.length === 0 ? 'There is no fetched starter.' : `Fetched starters: ${d.known.join(', ')}.`}`,
    (d) =>
      d.nearest === undefined
        ? 'Built-in starters cannot be removed; "planqk-service starters list" shows which are which.'
        : `Did you mean ${d.nearest}?`,
  ),
  STARTER_CACHE_UNUSABLE: entry(
    3,
    (d: { dir: string; reason: string }) => `The folder for fetched starters, ${d.dir}, cannot be used: ${d.reason}`,
    () => 'Make it writable, or name another folder in PLANQK_SERVICE_CACHE.',
  ),
  STARTER_UNFIT: entry(
    3,
    (d: { starter: string; failed: readonly string[] }) =>
      `The starter ${d.starter} does not pass: ${d.failed.join(', ')}.`,
    () => 'Follow what each failed check says; docs/guides/write-a-starter.md explains them.',
  ),
  POST_CREATE_FAILED: entry(
    3,
    (d: { command: string; reason: string }) => `The project was made, but "${d.command}" failed: ${d.reason}`,
    () => 'Run the command again by hand, in the folder of the project.',
  ),
  UPGRADE_ORIGIN_UNKNOWN: entry(
    3,
    (d: { path: string; reason: string }) => `${d.path} does not tell what the project was made from: ${d.reason}`,
    () => 'Projects made by these tools say it in planqk-service.json, below "starter"; restore it from your history.',
  ),
  UPGRADE_BASE_MISSING: entry(
    3,
    (d: { starter: string; reason: string }) =>
      `The starter that the project was made from, ${d.starter}, is not to be had: ${d.reason}`,
    () =>
      'Without it your edits cannot be told from those of the starter; "planqk-service starters add" takes the same once more, from where it came or packed by "npm pack".',
  ),
  UPGRADE_TARGET_UNKNOWN: entry(
    2,
    (d: { starter: string; package: string | undefined }) =>
      `The project was made from a folder or a file (${d.starter}), which does not say where newer versions of it are.`,
    (d) =>
      `Name one: --starter with a folder, a tarball or an address${d.package === undefined ? '' : `; if it is published, --starter ${d.package}@latest`}.`,
  ),
  UPGRADE_OTHER_STARTER: entry(
    2,
    (d: { from: string; to: string }) =>
      `The project was made from the starter ${d.from}, and ${d.to} is another one, not a newer version of it.`,
    (d) =>
      `Name a version of ${d.from}; with --force the project becomes one of ${d.to}, and what you have not touched of ${d.from} is deleted.`,
  ),
  UPGRADE_DIRTY: entry(
    3,
    (d: { dir: string; files: readonly string[] }) =>
      `${d.dir} has changes that are not committed (${d.files.slice(0, 3).join(', ')}${d.files.length > 3 ? ', …' : ''}).`,
    () => 'Commit or stash them first, so that you can take the upgrade back, or use --force.',
  ),
  UPGRADE_CONFLICTS: entry(
    3,
    (d: { files: readonly string[]; applied: boolean }) =>
      `The upgrade ${d.applied ? 'is written, with conflicts to resolve' : 'has conflicts'} in ${d.files.join(', ')}.`,
    (d) =>
      d.applied
        ? 'Resolve what stands between <<<<<<< and >>>>>>>, and compare files with the .rej beside them.'
        : 'See the diff above; --apply marks in the files where both sides changed the same lines.',
  ),
};
