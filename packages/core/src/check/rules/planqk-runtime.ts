import { planqkRule } from './planqk-file.ts';

export const planqkRuntime = planqkRule({
  id: 'planqk-runtime',
  severity: 'error',
  about: 'A service with a Dockerfile of its own has the runtime DOCKER.',
  look: ({ runtime }) =>
    runtime === 'PYTHON' || runtime === 'PYTHON_TEMPLATE'
      ? [
          {
            message: `The runtime is ${runtime}, with which the platform ignores the Dockerfile.`,
            remedy: 'Write "runtime": "DOCKER".',
            pointer: '/runtime',
          },
        ]
      : [],
});
