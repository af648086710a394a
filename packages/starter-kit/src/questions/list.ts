import { checkServiceName, maxNameLength, suggestServiceName } from '../names/service-name.ts';
import { gpuQuestion } from './gpu.ts';
import { stepped } from './number.ts';
import type { Question } from './question.ts';

const maxDescriptionLength = 200;

const nameQuestion: Question<'name'> = {
  key: 'name',
  valueName: '<name>',
  prompt: 'Name of the service',
  summary: `Name of the service: a-z, 0-9 and single hyphens, at most ${maxNameLength} characters (default: the folder's name)`,
  defaultText: ({ folder }) => suggestServiceName(folder),
  parse: (text) => {
    const check = checkServiceName(text);
    return check.ok ? { ok: true, value: text } : check;
  },
};

const descriptionQuestion: Question<'description'> = {
  key: 'description',
  valueName: '<text>',
  prompt: 'What does it do? (one line)',
  summary: `One line about what it does, at most ${maxDescriptionLength} characters`,
  defaultText: () => 'A quantum service for PlanQK',
  parse: (text) => {
    const value = text.trim();
    if (/[\p{Cc}\u2028\u2029]/u.test(value)) return { ok: false, reason: 'it must be one line of plain text.' };
    if (value.length > maxDescriptionLength)
      return { ok: false, reason: `it has ${value.length} characters; ${maxDescriptionLength} are allowed.` };
    return { ok: true, value };
  },
};

const cpuQuestion: Question<'cpu'> = {
  key: 'cpu',
  valueName: '<vCPUs>',
  prompt: 'vCPUs on the platform (0.5 to 20)',
  summary: 'vCPUs on the platform, 0.5 to 20 in steps of 0.5 (default: 1)',
  defaultText: () => '1',
  parse: (text) => stepped(text, { min: 0.5, max: 20, step: 0.5 }),
};

const memoryQuestion: Question<'memory'> = {
  key: 'memory',
  valueName: '<GB>',
  prompt: 'Memory in GB (1 to 32)',
  summary: 'Memory on the platform in whole GB, 1 to 32 (default: 2)',
  defaultText: () => '2',
  parse: (text) => stepped(text, { min: 1, max: 32, step: 1 }),
};

/** The questions about a new service, in the order in which they are asked: flags, checks and prompts come from here. */
export const questions: readonly Question[] = [
  nameQuestion,
  descriptionQuestion,
  cpuQuestion,
  memoryQuestion,
  gpuQuestion,
] as readonly Question[];
