import { devNull } from 'node:os';
import {
  type ApplyOptions,
  applyScaffold,
  inspectTarget,
  planScaffold,
  renderTemplate,
  type ScaffoldResult,
  type Starter,
} from '../src/index.ts';
import { answers, starterOf } from './helpers.ts';

export const toy: Starter = starterOf({ Dockerfile: 'FROM x', 'src/deep/main.toy': 'run', _gitignore: 'out' });

/** The environment of git, without anybody's settings. */
export const env: NodeJS.ProcessEnv = { ...process.env, GIT_CONFIG_GLOBAL: devNull, GIT_CONFIG_SYSTEM: devNull };

interface Options extends Partial<ApplyOptions> {
  readonly force?: boolean;
  readonly git?: boolean;
  readonly starter?: Starter;
}

/** The whole way from a starter to files in `dir`. */
export function scaffold(dir: string, options: Options = {}): Promise<ScaffoldResult> {
  const { force = false, git = false, starter = toy, ...rest } = options;
  const files = renderTemplate(starter, answers);
  const plan = planScaffold({ starter, answers, files, target: inspectTarget(dir, files), force, git });
  return applyScaffold(plan, { env, ...rest });
}
