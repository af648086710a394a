import { lintSource } from '@secretlint/core';
import { creator } from '@secretlint/secretlint-rule-preset-recommend';
import { Readable } from './readable.ts';

/** A place that looks like a secret; the secret itself is never told. */
export interface Secret {
  /** secretlint's rule, such as `github`. */
  readonly kind: string;
  /** From 1; undefined in what is no text. */
  readonly line: number | undefined;
}

const preset = '@secretlint/secretlint-rule-preset-recommend';
const config = { rules: [{ id: preset, rule: creator }] };

/** Characters that are looked at together: the rules are fast on long texts, and memory stays bounded. */
const windowLength = 1_000_000;
/** A secret that lies across two windows is found in the second, unless it is longer than this. */
const overlapLength = 8_000;

/** Looks for secrets in one file after another, each given piece by piece. */
export interface SecretSearch extends AsyncDisposable {
  /** @param path relative to the project; some rules look at the file's name */
  begin(path: string): void;
  /** Takes a piece of the file; resolves when there is room for more. */
  push(chunk: Uint8Array): Promise<void>;
  /** Ends the file. What was found may be asked for at any time later. */
  end(): Promise<readonly Secret[]>;
}

/** Looks at what can be read in a file, also in programs and data. */
export class SecretScanner implements SecretSearch {
  #path = '';
  #readable = new Readable();
  #found = new Map<string, Secret>();
  #text = '';
  #line = 1;

  begin(path: string): void {
    this.#path = path;
    this.#readable = new Readable();
    this.#found = new Map();
    this.#text = '';
    this.#line = 1;
  }

  async push(chunk: Uint8Array): Promise<void> {
    this.#text += this.#readable.push(chunk);
    if (this.#text.length < windowLength) return;
    await this.#look();
    const cut = this.#text.length - overlapLength;
    this.#line += count(this.#text, '\n', cut);
    this.#text = this.#text.slice(cut);
  }

  async end(): Promise<readonly Secret[]> {
    this.#text += this.#readable.end();
    await this.#look();
    return [...this.#found.values()];
  }

  async [Symbol.asyncDispose](): Promise<void> {}

  async #look(): Promise<void> {
    if (this.#text === '') return;
    const { messages } = await lintSource({
      source: { content: this.#text, filePath: this.#path, ext: '', contentType: 'text' },
      options: { config, noPhysicFilePath: true },
    });
    for (const { ruleId, loc } of messages) {
      const kind = ruleId.replace(/^@secretlint\/secretlint-rule-/, '');
      const line = this.#readable.isBinary ? undefined : this.#line + loc.start.line - 1;
      this.#found.set(`${kind}:${line}`, { kind, line });
    }
  }
}

function count(text: string, character: string, end: number): number {
  let found = 0;
  for (let at = text.indexOf(character); at !== -1 && at < end; at = text.indexOf(character, at + 1)) found += 1;
  return found;
}
