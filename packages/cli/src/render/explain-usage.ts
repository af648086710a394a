import { isServiceError, nearest, ServiceError } from '@planqk-service/core';

/** What oclif's manifest says of the commands, as far as it is needed here. */
export type CommandSpecs = Readonly<Record<string, CommandSpec>>;

interface CommandSpec {
  readonly flags: Readonly<Record<string, FlagSpec>>;
  readonly hidden?: boolean;
}

interface FlagSpec {
  readonly name: string;
  readonly allowNo?: boolean;
}

/** The errors of oclif's parser; `flags` and `args` are what it could not make sense of. */
interface ParserError {
  readonly oclif?: { readonly exit?: number };
  readonly message?: string;
  readonly flags?: readonly string[];
  /** Words that are too many, or descriptions of those that are missing. */
  readonly args?: readonly (string | { readonly name: string })[];
}

const bin = 'planqk-service';
/** oclif ends with 2 for a command line that it cannot read, and otherwise for defects, which are not the user's. */
const usageExit = 2;

/** Says in our words what oclif could not read of a command line. Every other error comes back as it is. */
export function explainUsage(error: unknown, argv: readonly string[], commands: CommandSpecs): unknown {
  const { oclif, message = '', flags, args } = error as ParserError;
  if (isServiceError(error) || oclif?.exit !== usageExit) return error;
  const id = commandId(argv, commands);
  const command = id === undefined ? bin : `${bin} ${id.replaceAll(':', ' ')}`;
  const usage = (problem: string, near?: string) =>
    new ServiceError('USAGE', { problem, command, nearest: near }, { cause: error });

  // oclif looks for all words in front of the first flag as one command.
  const extra = id === undefined ? undefined : wordBehind(argv, id);
  if (extra !== undefined && /^command .* not found\.?$/is.test(message))
    return usage(`There is one argument too many: ${extra}.`);
  if (/^command .* not found\.?$/is.test(message))
    return unknownCommand(
      argv,
      Object.entries(commands).flatMap(([known, { hidden }]) => (hidden ? [] : [known.replaceAll(':', ' ')])),
      usage,
    );
  if (flags?.[0] !== undefined) {
    const near = nearest(flags[0], flagNames(id === undefined ? {} : (commands[id]?.flags ?? {})));
    return usage(`There is no flag ${flags[0]}.`, near);
  }
  const [arg] = args ?? [];
  if (typeof arg === 'object') return usage(`The argument ${arg.name.toUpperCase()} is missing.`);
  if (arg !== undefined) return usage(`There is one argument too many: ${arg}.`);
  const [, flag, value = '', options = ''] =
    /^Expected (--[\w-]+)=(.*) to be one of: (.+)$/s.exec(firstPart(message)) ?? [];
  if (flag !== undefined) {
    const allowed = options.split(', ');
    const reason = `it has to be ${allowed.join(' or ')}`;
    const example = nearest(value, allowed) ?? allowed[0] ?? '';
    return new ServiceError('FLAG_INVALID', { flag, value, reason, example }, { cause: error });
  }
  const [, word, accepted = ''] = /^Expected (.*) to be one of: (.+)$/s.exec(firstPart(message)) ?? [];
  if (word !== undefined)
    return usage(`The argument cannot be "${word}": it has to be ${accepted.split(', ').join(' or ')}.`);
  const [, needy, values] = /^Flag (--[\w-]+) expects (?:a value|one of these values: (.+))$/.exec(message) ?? [];
  if (needy !== undefined) return usage(`${needy} needs a value${values === undefined ? '' : `: ${values}`}.`);
  const [, dependent, other] =
    /All of the following must be provided when using (--[\w-]+): (--[\w-]+)/.exec(message) ?? [];
  if (dependent !== undefined) return usage(`${dependent} means nothing without ${other}.`);
  const [, excluded, excluding] =
    /(--[\w-]+)(?:=[\s\S]*?)? cannot also be provided when using (--[\w-]+)/.exec(message) ?? [];
  if (excluded !== undefined) return usage(`${excluding} and ${excluded} exclude each other.`);
  return usage(firstPart(message));
}

/** The command that is meant: one word, or a topic and a word, which oclif's manifest joins by a colon. */
function commandId(argv: readonly string[], commands: CommandSpecs): string | undefined {
  const words = argv.filter((word) => !word.startsWith('-'));
  return [words.slice(0, 2).join(':'), words.slice(1, 3).join(':'), ...words].find((id) => Object.hasOwn(commands, id));
}

/** The word behind a command's own, if the command line begins with it. */
function wordBehind(argv: readonly string[], id: string): string | undefined {
  const words = argv[0] === 'help' ? argv.slice(1) : argv;
  const own = id.split(':');
  return own.every((word, at) => words[at] === word) ? words[own.length] : undefined;
}

function unknownCommand(
  argv: readonly string[],
  known: readonly string[],
  usage: (problem: string, near?: string) => ServiceError,
): ServiceError {
  const [first = '', second = ''] = argv[0] === 'help' ? argv.slice(1) : argv;
  const isTopic = known.some((name) => name.startsWith(`${first} `));
  const word = isTopic ? `${first} ${second}` : first;
  if (word.startsWith('-')) return usage(`The command comes first, and flags such as ${word} behind it.`);
  const near = word === 'version' ? '--version' : nearest(word, known);
  return usage(`There is no command "${word}". Commands: ${known.join(', ')}.`, near && `${bin} ${near}`);
}

function flagNames(flags: Readonly<Record<string, FlagSpec>>): string[] {
  return Object.values(flags).flatMap(({ name, allowNo }) => [`--${name}`, ...(allowNo ? [`--no-${name}`] : [])]);
}

function firstPart(message: string): string {
  return message.replace(/\nSee more help with --help$/, '').trim();
}
