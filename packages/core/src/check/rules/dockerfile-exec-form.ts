import type { Instruction } from '../dockerfile/model.ts';
import { dockerfileRule } from '../dockerfile/rule.ts';

export const dockerfileExecForm = dockerfileRule({
  id: 'dockerfile-exec-form',
  severity: 'error',
  about: 'A list in brackets has to be JSON; otherwise a shell gets it, brackets and all.',
  look: ({ instructions }) =>
    instructions.filter(isBrokenList).map(({ keyword, content, line }) => ({
      message: `What follows ${keyword} looks like a list but is not JSON, so that a shell will run it as it stands.`,
      remedy: content.includes("'")
        ? 'Use double quotes: ["program", "argument"].'
        : 'Write every word in double quotes, with commas between them: ["program", "argument"].',
      line,
    })),
});

/** A shell's own test, `[ -f x ]`, has a blank behind the bracket and no quotes or commas. */
export function isBrokenList({ keyword, content, list }: Instruction): boolean {
  return (
    (keyword === 'ENTRYPOINT' || keyword === 'CMD') &&
    list === undefined &&
    /^\[.*\]$/s.test(content) &&
    !/^\[\s[^"',]*\]/.test(content)
  );
}
