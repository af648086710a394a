import type { Asker } from '../questions/answer-questions.ts';

/** Everything outside that making a project touches, passed in so that tests can hold it. */
export interface CreateWorld {
  /** Absolute path of the current folder. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted when the user interrupts. */
  readonly signal: AbortSignal;
  /** Writes the answer of the command. */
  readonly out: Sink;
  /** Writes everything that is not the answer. */
  readonly err: Sink;
  /** Someone to ask, or undefined when there is no terminal. Called only when something has to be asked. */
  readonly openTerminal: () => Promise<Terminal | undefined>;
}

/** Styles that are used; nothing else may reach a terminal. */
type Style = 'bold' | 'dim' | 'red' | 'green' | 'cyan';

export interface Sink {
  readonly write: (text: string) => void;
  /** Styles `text` when the sink is a terminal that wants colours, as NO_COLOR and FORCE_COLOR say. */
  readonly paint: (style: Style, text: string) => string;
}

/** A person at a terminal. */
export interface Terminal extends Asker {
  /** Lets one of `choices` be picked; `initial` is the value picked at first. */
  readonly pick: (message: string, choices: readonly PickChoice[], initial: string) => Promise<string>;
  /** Asks for a line of text; an empty answer means `proposal`. */
  readonly line: (message: string, proposal: string) => Promise<string>;
  /** Asks for a yes; no is the proposal. */
  readonly confirm: (message: string) => Promise<boolean>;
}

interface PickChoice {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
}
