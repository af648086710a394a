import { platformDefaults } from '../../project/project.ts';
import { isObject, planqkRule } from './planqk-file.ts';

export const planqkResourcesZero = planqkRule({
  id: 'planqk-resources-zero',
  severity: 'warning',
  about: 'Resources of 0 are not what the platform gives.',
  look: ({ resources }) => {
    if (!isObject(resources)) return [];
    const { cpu, memory, gpu } = resources;
    const { cpu: cpuDefault, memory: memoryDefault } = platformDefaults;
    return [
      ...(cpu === 0 ? [zero('cpu', `the platform silently makes ${cpuDefault} of it`)] : []),
      ...(memory === 0 ? [zero('memory', `the platform silently makes ${memoryDefault} GB of it`)] : []),
      ...(isObject(gpu) && gpu['count'] === 0 ? [zero('gpu/count', 'the service gets no GPU')] : []),
    ];
  },
});

function zero(field: string, consequence: string) {
  return {
    message: `resources.${field.replace('/', '.')} is 0: ${consequence}.`,
    remedy: field.startsWith('gpu') ? 'Say how many it needs, or remove gpu.' : 'Say how much the service needs.',
    pointer: `/resources/${field}`,
  };
}
