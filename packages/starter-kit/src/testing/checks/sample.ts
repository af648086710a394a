import type { ConformanceCheck } from '../conformance.ts';

const wanted = ['input/data.json', 'input/params.json'];

export const sampleCheck: ConformanceCheck = {
  id: 'sample',
  title: 'A new project has a sample input to run on, and keeps it out of the image.',
  run: async ({ projects: [project] }) => {
    const { files = [] } = project ?? {};
    const paths = new Set(files.map(({ path }) => path));
    const missing = wanted
      .filter((path) => !paths.has(path))
      .map((path) => `There is no template/${path}: without it the first run of a new project has no input.`);
    const ignored = paths.has('.dockerignore')
      ? []
      : ['There is no template/_dockerignore: the sample input and everything else would be sent to the build.'];
    return { problems: [...missing, ...ignored] };
  },
};
