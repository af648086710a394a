import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import type { ConformanceCheck } from '../conformance.ts';

/** Scripts that package managers run on the machine of whoever installs a package. */
const installScripts = ['preinstall', 'install', 'postinstall', 'prepare'];

/** What npm takes out of every package, or obeys. */
const dropped = /(^|\/)(\.gitignore|\.npmignore|\.npmrc|\.git|\.DS_Store)(\/|$)/;

export const packageCheck: ConformanceCheck = {
  id: 'package',
  title: 'Its package brings everything along, and runs nothing where it is installed.',
  run: async ({ starter }) => {
    const lost = starter.files
      .filter(({ path }) => dropped.test(path))
      .map(({ path }) => `npm leaves template/${path} out of the package: write "_" in the place of its dot.`);
    const path = join(starter.dir, 'package.json');
    if (!existsSync(path)) return { problems: lost };
    const manifest = readManifest(path);
    const problems = manifest === undefined ? ['package.json is no JSON object.'] : packageProblems(manifest);
    return { problems: [...lost, ...problems] };
  },
};

interface PackageManifest {
  readonly name?: unknown;
  readonly version?: unknown;
  readonly files?: unknown;
  readonly scripts?: Readonly<Record<string, unknown>>;
}

function readManifest(path: string): PackageManifest | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function packageProblems({ name, version, files, scripts }: PackageManifest): readonly string[] {
  const isListed = (needed: string) =>
    !Array.isArray(files) || files.some((pattern) => posix.matchesGlob(needed, placeOf(String(pattern))));
  return [
    ...(typeof name === 'string' && typeof version === 'string' ? [] : ['package.json needs a name and a version.']),
    ...['starter.json', 'template']
      .filter((needed) => !isListed(needed))
      .map((needed) => `package.json leaves ${needed} out: add it to "files".`),
    ...installScripts
      .filter((script) => Object.hasOwn(scripts ?? {}, script))
      .map((script) => `package.json has the script "${script}": a starter is data, and nothing of it may run.`),
  ];
}

/** A pattern for a folder's content names the folder, as npm understands it. */
function placeOf(pattern: string): string {
  const place = pattern.replace(/^(\.?\/)+|(\/\*{0,2})+$/g, '');
  return place === '' || place === '.' ? '*' : place;
}
