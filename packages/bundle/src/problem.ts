/** Why something cannot be in a bundle, by permanent code: what it means and what helps. Explained in docs/bundle.md. */
export const bundleProblems = {
  'link-outside': {
    about: 'The link leads out of the project.',
    remedy: 'Copy what it leads to into the project, or leave the link out.',
  },
  'link-broken': { about: 'The link leads nowhere.', remedy: 'Remove or mend the link, or leave it out.' },
  'link-loop': { about: 'The link leads back to itself.', remedy: 'Remove the link, or leave it out.' },
  'link-to-excluded': {
    about: 'The link leads to something that is left out of the bundle.',
    remedy: 'Leave the link out as well, or take in what it leads to.',
  },
  'not-a-file': {
    about: 'It is a socket, a pipe or a device, which no archive can hold.',
    remedy: 'End the program that made it and remove it, or leave it out.',
  },
  'name-not-utf8': { about: 'Its name is not UTF-8.', remedy: 'Rename it.' },
  'name-not-portable': { about: 'Its name does not mean the same file on every system.', remedy: 'Rename it.' },
  'name-collision': {
    about: 'Another name means the same file where case or Unicode forms do not matter.',
    remedy: 'Rename one of the two.',
  },
  'path-too-long': {
    about: 'Its path is longer than 1024 bytes.',
    remedy: 'Shorten the names of the folders that it is in, or leave it out.',
  },
  unreadable: { about: 'It cannot be read.', remedy: 'Give yourself the right to read it, or leave it out.' },
  changed: {
    about: 'It changed while it was read.',
    remedy: 'End what writes to it, or leave it out, and try again.',
  },
  'too-many-files': {
    about: 'The bundle would have more files than is allowed.',
    remedy: 'Leave out what the image does not need, in .planqkignore or .dockerignore.',
  },
  'too-large': {
    about: 'The files together are larger than is allowed.',
    remedy: 'Leave out what the image does not need, in .planqkignore or .dockerignore, or raise --max-size.',
  },
  'dockerfile-missing': {
    about: 'The platform builds the Dockerfile at the top of the bundle, and there is none.',
    remedy: 'Put a file of that name at the top of the project.',
  },
  secret: {
    about: 'It holds something that looks like a token, a key or a password.',
    remedy:
      'Take it out and make it invalid where it was issued, or leave the file out; what is no secret is named with the reason in bundle.allow of planqk-service.json.',
  },
} as const;

export type BundleProblemCode = keyof typeof bundleProblems;

export interface BundleProblem {
  readonly code: BundleProblemCode;
  /** Relative to the project, with slashes; `.` is the project itself. */
  readonly path: string;
  /** From 1, where a line is meant. */
  readonly line?: number;
  /** One sentence, without the path. */
  readonly message: string;
  readonly remedy: string;
}

export function bundleProblem(code: BundleProblemCode, path: string, message?: string, line?: number): BundleProblem {
  const { about, remedy } = bundleProblems[code];
  return { code, path, message: message ?? about, remedy, ...(line !== undefined && { line }) };
}
