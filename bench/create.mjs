// The same starter twice: built in, and fetched from elsewhere before, by another id.
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run, time } from './process.mjs';
import { root } from './session.mjs';

const create =
  (starter) =>
  ({ node, bins, freshPath }) =>
  () =>
    time([node, bins['create-planqk-service'], freshPath(), '--starter', starter, '--yes', '--no-git']);

export const builtIn = create('python');

/** Fetches it once, into a cache of the session's own. */
export async function fetched(session) {
  const { node, bins, freshPath } = session;
  const folder = freshPath();
  process.env.PLANQK_SERVICE_CACHE = join(folder, 'cache');
  const starter = join(folder, 'package');
  mkdirSync(folder);
  cpSync(join(root, 'starters/python'), starter, { recursive: true });
  for (const [file, field] of [
    ['starter.json', 'id'],
    ['package.json', 'name'],
  ]) {
    const content = JSON.parse(readFileSync(join(starter, file), 'utf8'));
    writeFileSync(join(starter, file), JSON.stringify({ ...content, [field]: 'foreign-python' }));
  }
  const archive = join(folder, 'starter.tgz');
  await run(['tar', '-czf', archive, '-C', folder, 'package']);
  await run([node, bins['planqk-service'], 'starters', 'add', archive]);
  return create('foreign-python')(session);
}
