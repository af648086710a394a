import type { Readable, Writable } from 'node:stream';
import { confirm, isCancel, select, text } from '@clack/prompts';
import { ServiceError } from '@planqk-service/core/errors';
import { variableProblem } from '../variables/variable-problem.ts';
import type { Terminal } from './world.ts';

/** The streams of a terminal, and the signal that ends every question on it. */
export interface TerminalStreams {
  readonly input: Readable;
  readonly output: Writable;
  readonly signal: AbortSignal;
}

/** Asks with @clack/prompts. Its own module, so that the library is loaded only when there is something to ask. */
export function clackTerminal(streams: TerminalStreams): Terminal {
  const pick: Terminal['pick'] = async (message, choices, initial) =>
    answered<string>(
      await select({ ...streams, message, options: choices.map((choice) => ({ ...choice })), initialValue: initial }),
    );
  const ask: Terminal['ask'] = async ({ prompt, choices, parse }, proposal) => {
    if (choices !== undefined) return pick(prompt, choices, proposal);
    const validate = (value: string | undefined): string | undefined => {
      const parsed = parse(value || proposal);
      return parsed.ok ? undefined : parsed.reason;
    };
    return answered<string>(
      await text({ ...streams, message: prompt, placeholder: proposal, defaultValue: proposal, validate }),
    );
  };
  const line: Terminal['line'] = async (message, proposal) =>
    answered<string>(await text({ ...streams, message, placeholder: proposal, defaultValue: proposal }));
  const askVariable: Terminal['askVariable'] = async (variable) => {
    const { prompt, choices, default: proposal } = variable;
    if (choices !== undefined)
      return pick(
        prompt,
        choices.map((value) => ({ value, label: value })),
        proposal,
      );
    const validate = (value: string | undefined): string | undefined =>
      variableProblem(variable, value || proposal)?.message;
    return answered<string>(
      await text({ ...streams, message: prompt, placeholder: proposal, defaultValue: proposal, validate }),
    );
  };
  const agree: Terminal['confirm'] = async (message) =>
    answered<boolean>(await confirm({ ...streams, message, initialValue: false }));
  return { pick, ask, askVariable, line, confirm: agree };
}

function answered<T extends string | boolean>(value: T | symbol): T {
  if (isCancel(value) || typeof value === 'symbol')
    throw new ServiceError('INTERRUPTED', { doing: 'asking questions' });
  return value;
}
