import { planqkRule } from './planqk-file.ts';

export const planqkName = planqkRule({
  id: 'planqk-name',
  severity: 'error',
  about: 'The name in planqk.json must say something.',
  look: ({ name }) => {
    if (typeof name !== 'string') return [];
    if (name.trim() === '')
      return [{ message: 'The name of the service is empty.', remedy: 'Give it a name.', pointer: '/name' }];
    if (!/^\s|\s$|\p{Cc}/u.test(name)) return [];
    return [
      {
        message: 'The name of the service begins or ends with a blank, or holds a control character.',
        remedy: 'Write the name as it should be shown.',
        severity: 'warning',
        pointer: '/name',
      },
    ];
  },
});
