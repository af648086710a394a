import type { Question } from './question.ts';

/** The platform's GPU types by the short names that are accepted for them. */
const gpuTypes: Readonly<Record<string, string>> = { T4: 'NVIDIA_TESLA_T4', V100: 'NVIDIA_TESLA_V100' };

const maxGpuCount = 8;
const known: readonly string[] = Object.values(gpuTypes);

export const gpuQuestion: Question<'gpu'> = {
  key: 'gpu',
  valueName: '<type[:count]>',
  prompt: 'GPU',
  summary: `GPU on the platform: none, or a type with an optional count: ${known.join(', ')} (T4, V100 for short; default: none)`,
  choices: [{ value: 'none', label: 'none' }, ...known.map((type) => ({ value: type, label: type }))],
  defaultText: () => 'none',
  parse: (text) => {
    if (text.trim().toLowerCase() === 'none') return { ok: true, value: undefined };
    const [, typeText = '', countText = '1'] = /^([\w-]+?)(?::(\d+))?$/.exec(text.trim()) ?? [];
    const upper = typeText.toUpperCase();
    const type = gpuTypes[upper] ?? known.find((candidate) => candidate === upper);
    if (type === undefined)
      return { ok: false, reason: `known types are none, ${known.join(', ')}; a count follows a colon, as in T4:2.` };
    const count = Number(countText);
    if (count < 1 || count > maxGpuCount)
      return { ok: false, reason: `the count must be a whole number from 1 to ${maxGpuCount}.` };
    return { ok: true, value: { type, count } };
  },
};
