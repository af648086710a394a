import * as Flags from '@oclif/core/flags';

/** How findings are told, and when they are a failure, for commands that check. */
export const checkFlags = {
  format: Flags.string({
    description: 'How to tell it; github: annotations of a workflow, sarif: SARIF 2.1.0, json: as with --json.',
    options: ['text', 'json', 'sarif', 'github'],
    default: 'text',
  }),
  'max-warnings': Flags.string({
    description: 'Exit with 3 when there are more warnings than this.',
    helpValue: 'N',
  }),
};
