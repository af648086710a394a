import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The licences of the npm packages that the bundled modules come from, one after the other. */
export function licenseTexts(moduleIds: readonly string[]): string {
  // By convention, the ids of modules that are no files begin with a zero.
  const files = moduleIds.filter((id) => id.includes('node_modules') && !id.startsWith('\0'));
  const folders = new Set(files.map(packageFolder));
  return [...folders].sort().map(licenseText).join('\n');
}

function packageFolder(file: string): string {
  // A "package.json" without a name only marks the module format of the folder it lies in.
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) {
    const manifest = join(folder, 'package.json');
    if (existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).name !== undefined) return folder;
  }
  throw new Error(`${file} belongs to no package.`);
}

function licenseText(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file === undefined ? `Licence: ${license}` : readFileSync(join(folder, file), 'utf8').trim();
  return `${name} ${version}\n\n${text}\n\n${'-'.repeat(80)}\n`;
}
