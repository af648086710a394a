import type { StarterProblemCode } from '../starter/problem.ts';

/** Why a template cannot be rendered; its message is one line. */
export class TemplateError extends Error {
  readonly code: Extract<StarterProblemCode, `template-${string}`>;

  constructor(code: TemplateError['code'], message: string) {
    super(message);
    this.code = code;
  }
}
