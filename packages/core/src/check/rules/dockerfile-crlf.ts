import { dockerfileName } from '../dockerfile/parse.ts';
import { copiedSources, covers } from '../dockerfile/sources.ts';
import { projectIgnoreRules } from '../ignore-rules.ts';
import type { ProjectFiles } from '../project-files.ts';
import type { Report, Rule } from '../rule.ts';

/** Larger files are no scripts. */
const largestScript = 100_000;

export const dockerfileCrlf: Rule = {
  id: 'dockerfile-crlf',
  severity: 'error',
  about: 'Scripts that run on Linux end their lines with LF.',
  async check(files) {
    const reports = (await withCrlf(files)).map(
      ({ path, line }): Report => ({
        message: `${path} has Windows line endings, with which Linux does not ${path === dockerfileName ? 'run what it writes into the image' : 'find its interpreter'}.`,
        remedy: 'Save it with LF, and add "* text=auto eol=lf" to .gitattributes.',
        location: { file: path, line },
        // The builder itself reads them; only here-documents keep them.
        ...(path === dockerfileName && { severity: 'warning' as const }),
      }),
    );
    return reports;
  },
  async fix(files) {
    // A text that is not UTF-8 would not survive being written again.
    const found = (await withCrlf(files)).filter(({ text }) => !text.includes('\uFFFD'));
    return new Map(found.map(({ path, text }) => [path, text.replaceAll('\r\n', '\n')]));
  },
};

async function withCrlf(files: ProjectFiles) {
  const paths = [dockerfileName, ...(await copiedScripts(files))];
  const texts = await Promise.all(paths.map(async (path) => ({ path, text: (await files.text(path)) ?? '' })));
  return texts
    .filter(
      ({ path, text }) =>
        text.includes('\r\n') && (isScriptName(path) || path === dockerfileName || text.startsWith('#!')),
    )
    .map(({ path, text }) => ({ path, text, line: text.slice(0, text.indexOf('\r\n')).split('\n').length }));
}

/** What may be a script: by its name, or by having none that says otherwise. */
async function copiedScripts(files: ProjectFiles): Promise<readonly string[]> {
  const sources = await copiedSources(files);
  const ignore = await projectIgnoreRules(files);
  return (await files.entries())
    .filter(
      ({ path, type, size }) =>
        type === 'file' && size <= largestScript && path !== dockerfileName && mayBeScript(path),
    )
    .map(({ path }) => path)
    .filter((path) => !ignore.ignores(path) && sources.some((source) => covers(source, path)));
}

function isScriptName(path: string): boolean {
  return /\.(sh|bash|zsh|ksh)$/i.test(path);
}

function mayBeScript(path: string): boolean {
  return isScriptName(path) || /\.(py|pl|rb)$/i.test(path) || /(^|\/)[^./]+$/.test(path);
}
