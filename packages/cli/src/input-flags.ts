import * as Flags from '@oclif/core/flags';

const inputOf = (what: string, file: string) =>
  Flags.string({
    description: `${what}: JSON, @FILE or - (default: the project's input/${file}).`,
    helpValue: 'JSON|@FILE|-',
    helpGroup: 'INPUT',
  });

/** What a service is given, for commands that run or call one. */
export const inputFlags = {
  data: inputOf('Input data', 'data.json'),
  params: inputOf('Input parameters', 'params.json'),
  strict: Flags.boolean({
    description: 'Refuse input larger than the platform accepts instead of warning.',
    helpGroup: 'INPUT',
  }),
};
