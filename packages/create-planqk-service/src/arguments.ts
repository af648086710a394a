import { parseArgs } from 'node:util';
import { nearest, ServiceError } from '@planqk-service/core/errors';
import { type CreateRequest, createRequestOf } from '@planqk-service/starter-kit/command';
import { flags } from './flags.ts';

/** The command line, read. */
export interface Arguments extends CreateRequest {
  readonly help: boolean;
  readonly version: boolean;
}

const options = Object.fromEntries(
  flags.map(({ name, short, valueName, multiple = false }) => [
    name,
    {
      type: valueName === undefined ? ('boolean' as const) : ('string' as const),
      multiple,
      ...(short !== undefined && { short }),
    },
  ]),
);

/**
 * Reads the arguments behind the command's name.
 *
 * @throws ServiceError `USAGE` for what is not understood.
 */
export function readArguments(argv: readonly string[]): Arguments {
  // Not strict: its messages know neither our flags nor the one that was meant.
  const { values, positionals, tokens } = parseArgs({
    args: [...argv],
    options,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  for (const token of tokens) if (token.kind === 'option') checkFlag(token);
  if (positionals.length > 1) {
    throw usage(`Only one folder can be given, but there are ${positionals.length}: ${positionals.join(', ')}.`);
  }
  return {
    ...createRequestOf(positionals[0], values),
    help: values['help'] === true,
    version: values['version'] === true,
  };
}

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

function checkFlag({ name, rawName, value, inlineValue }: OptionToken): void {
  const flag = flags.find((candidate) => candidate.name === name);
  if (flag === undefined) throw unknownFlag(rawName, name);
  if (flag.valueName === undefined) {
    if (value !== undefined) throw usage(`${rawName} takes no value.`);
    return;
  }
  // "--name --yes": the value was forgotten; one that really begins with a hyphen is written "--name=-x".
  const forgotten = value === undefined || (inlineValue !== true && value.startsWith('-'));
  if (forgotten) throw usage(`${rawName} needs a value: ${rawName} ${flag.valueName}.`);
}

function unknownFlag(rawName: string, name: string): ServiceError {
  const guess = nearest(
    name,
    flags.map((flag) => flag.name),
  );
  return usage(`There is no flag ${rawName}.${guess === undefined ? '' : ` Did you mean --${guess}?`}`);
}

function usage(problem: string): ServiceError {
  return new ServiceError('USAGE', { problem, command: 'npx create-planqk-service' });
}
