import type { Rule } from '../rule.ts';
import { dataFile, inputFolder } from './input-files.ts';

export const inputMissing: Rule = {
  id: 'input-missing',
  severity: 'warning',
  about: 'A sample input shows how the service is used, and makes it run here.',
  async check(files) {
    const entries = await files.entries();
    if (entries.some(({ path, type }) => path === dataFile && type !== 'directory')) return [];
    const alike = entries.find(({ path }) => path.toLowerCase() === dataFile);
    return [
      {
        message: `There is no ${dataFile}${alike === undefined ? '' : `, only ${alike.path}`}: runs without --data get {}.`,
        remedy: `Put a typical input there; {} will do if the service needs none.`,
        ...(alike !== undefined && { location: { file: alike.path } }),
        ...(entries.some(({ path }) => path === inputFolder) &&
          alike === undefined && { location: { file: inputFolder } }),
      },
    ];
  },
};
