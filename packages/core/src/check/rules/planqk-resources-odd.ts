import { isObject, planqkRule } from './planqk-file.ts';

/** Steps in which the platform's own forms offer resources; what lies between is accepted by the schema. */
const steps = { cpu: 0.5, memory: 1 } as const;

export const planqkResourcesOdd = planqkRule({
  id: 'planqk-resources-odd',
  severity: 'warning',
  about: 'CPUs come in halves, memory in whole GB.',
  look: ({ resources }) => {
    if (!isObject(resources)) return [];
    return (['cpu', 'memory'] as const).flatMap((field) => {
      const value = resources[field];
      if (typeof value !== 'number' || value <= 0 || value % steps[field] === 0) return [];
      const unit = field === 'cpu' ? 'vCPUs: 0.5, 1, 2 and so on to 20' : 'GB: 1, 2 and so on to 32';
      return {
        message: `resources.${field} is ${value}, which is no size that the platform offers.`,
        remedy: `Choose a number of ${unit}.`,
        pointer: `/resources/${field}`,
      };
    });
  },
});
