import { dockerfileName, largestDockerfile } from '../dockerfile/parse.ts';
import type { ProjectFiles } from '../project-files.ts';
import type { Rule } from '../rule.ts';

export const dockerfileMissing: Rule = {
  id: 'dockerfile-missing',
  severity: 'error',
  about: 'There has to be a Dockerfile at the top of the project, spelt like this.',
  async check(files) {
    const text = await files.text(dockerfileName);
    const exact = (await files.entries()).find(({ path }) => path === dockerfileName);
    // On some systems a file answers to any spelling of its name; the platform's is not one of them.
    if (text !== undefined && exact !== undefined)
      return text.length <= largestDockerfile ? [] : [tooLarge(text.length)];
    if (exact?.type === 'directory')
      return [
        {
          message: 'Dockerfile is a folder; the platform looks for a file of this name.',
          remedy: 'Rename the folder and put a Dockerfile at the top of the project.',
          location: { file: dockerfileName },
        },
      ];
    const elsewhere = await candidate(files);
    return [
      elsewhere === undefined
        ? {
            message: 'There is no Dockerfile at the top of the project; the platform builds nothing else.',
            remedy: 'Add one; "npx create-planqk-service --dry-run" shows one that works.',
          }
        : {
            message: `There is no Dockerfile at the top of the project, only ${elsewhere}; the platform does not look there.`,
            remedy: `Move ${elsewhere} to Dockerfile, or check the folder that it lies in.`,
            location: { file: elsewhere },
          },
    ];
  },
};

function tooLarge(length: number) {
  return {
    message: `The Dockerfile has ${length} characters; beyond ${largestDockerfile} none of its rules is checked.`,
    remedy: 'Move what is long into scripts that are copied into the image.',
    location: { file: dockerfileName },
  };
}

/** What was probably meant: the nearest to the top that is called almost so. */
async function candidate(files: ProjectFiles): Promise<string | undefined> {
  const named = (await files.entries())
    .filter(({ type, path }) => type !== 'directory' && /(^|\/)(dockerfile|containerfile)([._-][^/]*)?$/i.test(path))
    .filter(({ path }) => !path.endsWith('.dockerignore') && !/(^|\/)node_modules\//.test(path))
    .map(({ path }) => path);
  return named.sort((a, b) => a.split('/').length - b.split('/').length)[0];
}
