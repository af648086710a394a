/** What a snippet submits. `data` and `params` are raw JSON texts, undefined where the job had none. */
export interface SnippetJob {
  readonly url: string;
  readonly data: string | undefined;
  readonly params: string | undefined;
  /** Whether the server wants a token; it is read from the variable `PLANQK_TOKEN`. */
  readonly token: boolean;
}

/** A program that submits a job, waits for it and prints its result. */
export interface Snippet {
  readonly language: 'curl' | 'Python' | 'TypeScript';
  /** How to run it, and what it needs. */
  readonly needs: string;
  readonly file: string;
  readonly code: string;
}

/** The request's body: the raw texts as they are. */
export function bodyText({ data, params }: Pick<SnippetJob, 'data' | 'params'>): string {
  const members = Object.entries({ data, params }).filter(([, text]) => text !== undefined && text.trim() !== '');
  return `{${members.map(([name, text]) => `"${name}": ${text?.trim()}`).join(', ')}}`;
}
