import { curlSnippet } from './curl.ts';
import { pythonSnippet } from './python.ts';
import type { Snippet, SnippetJob } from './snippet.ts';
import { typescriptSnippet } from './typescript.ts';

export type { Snippet, SnippetJob } from './snippet.ts';

/** The same job for every language there is a snippet for. */
export function snippetsFor(job: SnippetJob): readonly Snippet[] {
  return [curlSnippet(job), pythonSnippet(job), typescriptSnippet(job)];
}
