import { profileV1 } from '../../contract/profile.ts';
import type { Rule } from '../rule.ts';
import { inputFiles } from './input-files.ts';

const limit = profileV1.limits.inputByValueBytes;

export const inputTooLarge: Rule = {
  id: 'input-too-large',
  severity: 'warning',
  about: 'The platform accepts about 1 MB of input in one request.',
  async check(files) {
    const entries = (await files.entries()).filter(({ path, type }) => type === 'file' && inputFiles.includes(path));
    const total = entries.reduce((sum, { size }) => sum + size, 0);
    const [largest] = entries.toSorted((a, b) => b.size - a.size);
    if (largest === undefined || total <= limit) return [];
    const subject = largest.size > limit ? largest.path : 'The sample input in input/';
    return [
      {
        message: `${subject} has ${largest.size > limit ? largest.size : total} bytes; the platform accepts at most ${limit} by value.`,
        remedy: 'Put large data where the service can fetch it and pass the address.',
        location: { file: largest.path },
      },
    ];
  },
};
