import type { Answers } from './answers.ts';

/** Answers of somebody who takes the defaults. */
export const plainAnswers: Answers = {
  name: 'starter-under-test',
  description: 'A quantum service for PlanQK',
  cpu: 1,
  memory: 2,
  gpu: undefined,
};

/** Answers that a template has to cope with: plain ones, and the oddest that the questions let through. */
export const probeAnswers: readonly Answers[] = [
  plainAnswers,
  {
    name: `a${'-b2'.repeat(20)}xy`,
    description: `"quotes" 'single' \\ back\\slash {{braces}} <tag> & # : - %s $HOME \`tick\` é ☂ 量子 ${'x'.repeat(100)}`,
    cpu: 20,
    memory: 32,
    gpu: { type: 'NVIDIA_TESLA_V100', count: 8 },
  },
  { name: 'x', description: '', cpu: 0.5, memory: 1, gpu: { type: 'NVIDIA_TESLA_T4', count: 1 } },
];
