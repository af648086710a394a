import type { Instruction } from '../dockerfile/model.ts';
import { dockerfileRule } from '../dockerfile/rule.ts';

/** The end of a name tells what it holds: TOKEN does, TOKEN_LIMIT and MAX_TOKENS do not. */
const secretName =
  /(^|[_-])(password|passwd|passphrase|secret|token|pat|credentials?|(api|access|secret|private|account|auth|encryption|signing)[_-]?key(_base64)?|secret[_-]?access[_-]?key)$|apikey$|authtoken$/i;

/** Shapes that nothing but a secret has. */
const secretShapes: readonly (readonly [RegExp, string])[] = [
  [/\b(AKIA|ASIA)[A-Z0-9]{16}\b/, 'an AWS access key'],
  [/\bgh[pousr]_[A-Za-z0-9]{36,}|\bgithub_pat_\w{30,}/, 'a GitHub token'],
  [/\bglpat-[\w-]{20,}/, 'a GitLab token'],
  [/\bxox[abprs]-[\w-]{10,}/, 'a Slack token'],
  [/\bplqk_[A-Za-z0-9]{16,}/, 'a PlanQK token'],
  [/\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]+/, 'a JSON Web Token'],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----/, 'a private key'],
  [/\/\/[^\s/:@]+:[^\s/:@$]+@/, 'an address with a password'],
];

export const dockerfileSecret = dockerfileRule({
  id: 'dockerfile-secret',
  severity: 'error',
  about: 'Whoever has the image can read what ENV and ARG hold.',
  look: ({ instructions }) =>
    instructions
      .filter(({ keyword }) => keyword === 'ENV' || keyword === 'ARG')
      .flatMap((instruction) => instruction.pairs.flatMap(({ name, value }) => reportsOn(instruction, name, value))),
});

/** The value itself is never shown: reports end up in logs. */
function reportsOn({ keyword, line }: Instruction, name: string, value: string | undefined) {
  const remedy =
    'Pass it when the service runs, or while building with RUN --mount=type=secret; replace one that was published.';
  const shape = secretShapes.find(([pattern]) => pattern.test(value ?? ''))?.[1];
  if (shape !== undefined)
    return [{ message: `${keyword} ${name} holds ${shape}, which stays in the image.`, remedy, line }];
  if (!secretName.test(name)) return [];
  // An ENV that is empty is a place for a value that comes later.
  if (keyword === 'ENV' && (value ?? '') === '') return [];
  const isLiteral = (value ?? '') !== '' && !value?.includes('$');
  return [
    {
      message: isLiteral
        ? `${keyword} ${name} looks like a secret, and its value stays in the image.`
        : `${keyword} ${name} looks like a secret; what it is given at build time stays in the image's history.`,
      remedy,
      line,
      ...(!isLiteral && { severity: 'warning' as const }),
    },
  ];
}
