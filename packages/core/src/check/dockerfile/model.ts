/** A Dockerfile as rules see it: what the builder acts on, with lines that count from 1. */
export interface Dockerfile {
  /** Everything in the order of the file. */
  readonly instructions: readonly Instruction[];
  /** One for every FROM, the final image last. */
  readonly stages: readonly Stage[];
}

export interface Stage {
  readonly from: Instruction;
  /** The image or stage that it begins with, as written; empty where FROM names none. */
  readonly base: string;
  /** What other stages call it. */
  readonly name: string | undefined;
  /** Those behind FROM. */
  readonly instructions: readonly Instruction[];
}

export interface Instruction {
  /** In capitals. */
  readonly keyword: string;
  readonly line: number;
  /** Everything behind the keyword and its flags, on one line unless there are here-documents. */
  readonly content: string;
  /** The content's words; of ADD, COPY and USER with variables replaced where their value is known. */
  readonly words: readonly string[];
  /** Such as `from` and `platform`; the value is empty where none is given. */
  readonly flags: ReadonlyMap<string, string>;
  /** The content where it is a JSON array of strings (the exec form). */
  readonly list: readonly string[] | undefined;
  /** What ENV, ARG and LABEL set. */
  readonly pairs: readonly Pair[];
}

interface Pair {
  readonly name: string;
  readonly value: string | undefined;
}
