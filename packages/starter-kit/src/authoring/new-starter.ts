import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ServiceError } from '@planqk-service/core/errors';
import { questions } from '../questions/list.ts';
import { plainAnswers } from '../questions/probe-answers.ts';
import type { ProjectFile } from '../render/file.ts';
import { applyScaffold } from '../scaffold/apply.ts';
import { planScaffold } from '../scaffold/plan.ts';
import { inspectTarget } from '../scaffold/target.ts';
import type { StarterManifest } from '../schema/manifest.ts';
import { checkManifest } from '../schema/validate.ts';
import { packageFolder } from '../starter/package-folder.ts';
import { readTemplate } from '../starter/read-template.ts';

/** A starter package to be made. */
export interface NewStarter {
  /** Absolute path of its folder. */
  readonly dir: string;
  /** As in `--starter julia`. */
  readonly id: string;
  /** As in "Julia". */
  readonly language: string;
  /** Whether to write into a folder that is not empty. */
  readonly force?: boolean;
}

/**
 * Makes a starter package that works from the start: a service in POSIX shell, to be replaced file by file.
 *
 * @returns the paths of its files, relative to `dir`
 * @throws ServiceError `FLAG_INVALID`, `TARGET_NOT_EMPTY`, `TARGET_UNUSABLE`, `INTERRUPTED`
 */
export async function newStarter(
  { dir, id, language, force = false }: NewStarter,
  { env, signal }: { readonly env: Readonly<Record<string, string | undefined>>; readonly signal: AbortSignal },
): Promise<readonly string[]> {
  const manifest = manifestOf(id, language);
  const files = [...describing(manifest), ...skeleton()].sort((a, b) => (a.path < b.path ? -1 : 1));
  const starter = { dir, manifest, origin: {} };
  const target = inspectTarget(dir, files);
  const plan = planScaffold({ starter, answers: plainAnswers, files, target, force, git: false });
  await applyScaffold(plan, { env, signal });
  return files.map(({ path }) => path);
}

/** What a new starter says of itself. Checked, because id and language are somebody's input. */
function manifestOf(id: string, language: string): StarterManifest {
  const manifest: StarterManifest = {
    apiVersion: 'planqk-service/starter/v1',
    id,
    title: language,
    language,
    description: `One function in ${language}`,
    process: { start: ['sh', 'service.sh'], test: [['sh', 'tests/run.sh']] },
  };
  const check = checkManifest(manifest);
  if (check.ok) return manifest;
  const isId = check.problems.some(({ message }) => message.includes('/id '));
  throw new ServiceError('FLAG_INVALID', {
    flag: isId ? '--id' : '--language',
    value: isId ? id : language,
    reason: isId ? 'lower-case letters, digits and single hyphens, beginning with a letter.' : 'one line of text.',
    example: isId ? 'julia' : 'Julia',
  });
}

function describing({ id, language, ...rest }: StarterManifest): readonly ProjectFile[] {
  const { apiVersion, ...others } = rest;
  const manifest = { apiVersion, id, language, ...others };
  const own = {
    name: `planqk-starter-${id}`,
    version: '0.1.0',
    description: `The ${language} starter of planqk-service: a PlanQK service in a Docker container`,
    keywords: ['planqk', 'planqk-service-starter'],
    files: ['starter.json', 'template'],
  };
  return [
    text('starter.json', `${JSON.stringify(manifest, undefined, 2)}\n`),
    text('package.json', `${JSON.stringify(own, undefined, 2)}\n`),
    text('README.md', readme(id, language)),
  ];
}

function readme(id: string, language: string): string {
  return `# planqk-starter-${id}

Makes [PlanQK](https://platform.planqk.de) services in ${language}:

\`\`\`sh
npx create-planqk-service my-service --starter planqk-starter-${id}@latest
\`\`\`

The service in \`template/\` is written in POSIX shell, so that everything works from the start. Replace it file by file, and
hold the starter against what it has to do as often as you like:

\`\`\`sh
npx planqk-service starters verify .
\`\`\`

Templates know ${questions.map(({ key }) => `\`{{${key}}}\``).join(', ')}, and the answers to questions of your own.
`;
}

/** A folder of this package that is data, like a starter. */
function skeleton(): readonly ProjectFile[] {
  const own = packageFolder('@planqk-service/starter-kit', fileURLToPath(import.meta.url));
  const { files } = readTemplate(join(own, 'skeleton', 'template'));
  return files.map((file) => ({ ...file, path: `template/${file.path}` }));
}

function text(path: string, content: string): ProjectFile {
  return { path, bytes: Buffer.from(content), executable: false };
}
