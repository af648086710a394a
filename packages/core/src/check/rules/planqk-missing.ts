import { nearest } from '../../errors/index.ts';
import type { Rule } from '../rule.ts';
import { planqkFile } from './planqk-file.ts';

export const planqkMissing: Rule = {
  id: 'planqk-missing',
  severity: 'error',
  about: 'There has to be a planqk.json at the top of the project.',
  async check(files) {
    const entries = await files.entries();
    if (entries.some(({ path, type }) => path === planqkFile && type !== 'directory')) return [];
    const names = entries.map(({ path }) => path).filter((path) => /(^|\/)[^/]+\.(json|ya?ml)$/i.test(path));
    const elsewhere =
      names.find((path) => path.toLowerCase().endsWith(`/${planqkFile}`)) ??
      nearest(
        planqkFile,
        names.filter((path) => !path.includes('/') && /^plan.?[qk]/i.test(path) && !/service/.test(path)),
      );
    return [
      {
        message: `There is no planqk.json at the top of the project${elsewhere === undefined ? '' : `, only ${elsewhere}`}.`,
        remedy: 'Add it: {"name": "my-service", "resources": {"cpu": 1, "memory": 2}, "runtime": "DOCKER"}.',
        ...(elsewhere !== undefined && { location: { file: elsewhere } }),
      },
    ];
  },
};
