import type { ConformanceCheck } from '../conformance.ts';

export const findingsCheck: ConformanceCheck = {
  id: 'check',
  title: '"planqk-service check" finds nothing in a new project.',
  run: async ({ projects }) => {
    // Loaded only here: the rules bring parsers for Dockerfiles and specifications along.
    const { allRules, readProjectFiles, runCheck } = await import('@planqk-service/core');
    const found = await Promise.all(
      projects.map(async ({ dir }) => (await runCheck(await readProjectFiles(dir), allRules)).findings),
    );
    const lines = found.flat().map(({ rule, message, location }) => {
      const { file = '', line } = location ?? {};
      return `${file}${line === undefined ? '' : `:${line}`} ${message} (${rule})`.trim();
    });
    return { problems: [...new Set(lines)] };
  },
};
