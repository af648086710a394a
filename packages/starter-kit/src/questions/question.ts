import type { Answers } from './answers.ts';

/** A value read from text, or why it cannot be one. */
export type Parsed<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly reason: string; readonly suggestion?: string };

/** What is known when a default answer has to be proposed. */
export interface QuestionContext {
  /** Name of the folder that the project goes into. */
  readonly folder: string;
}

/** One of a few answers that can be picked from a list. */
export interface Choice {
  /** The text that `parse` understands. */
  readonly value: string;
  readonly label: string;
}

/**
 * One question about the new service, the same for a flag and for a prompt. An answer always starts as the
 * text that the user gives.
 */
export interface Question<Key extends keyof Answers = keyof Answers> {
  readonly key: Key;
  /** Placeholder of the flag's value, for `--help`. */
  readonly valueName: string;
  /** Shown when asking. */
  readonly prompt: string;
  /** What the flag does and accepts, for `--help`: no full stop. */
  readonly summary: string;
  /** Offered as a list when asking; the flag may accept more. */
  readonly choices?: readonly Choice[];
  readonly defaultText: (context: QuestionContext) => string;
  readonly parse: (text: string) => Parsed<Answers[Key]>;
}
