import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allRules, planFixes, projectFilesOf, runCheck } from '../../src/check/index.ts';
import { starterText } from '../spec/files.ts';
import { clean, planqk } from './find.ts';

const starters = ['python', 'go', 'rust'];

const settings = '{"process": {"start": ["x"]}, "check": {"silence": [{"rule": "a-b", "reason": "c"}]}}';
const dockerfile = `# syntax=docker/dockerfile:1
ARG V=3.13
FROM --platform=linux/amd64 python:\${V}-slim AS build
COPY --from=x --chown=1:1 ["a b", "c/"]
COPY s[r]c/*.py ./src /app/
COPY <<EOF /x
hello $V
EOF
RUN --mount=type=secret,id=x <<A && cat <<-"B"
one
A
two
B
ENV A=b C="d e" TOKEN=\${A:-x} \\
# why
    PYTHONUNBUFFERED=1
FROM build
USER $V:1
HEALTHCHECK --interval=5s CMD ["a"]
ONBUILD COPY . .
ENTRYPOINT ["python", "-u", "x.py"]
CMD x && y
`;

/** Pieces that parsers trip over. */
const pieces = [
  ...'[]{}()<>"\'`$\\#=,:@!*?-/ \t\r\n\0'.split(''),
  '\r\n',
  '\\\n',
  '<<',
  '<<EOF\n',
  '${',
  `\${a:-\${b}}`,
  '--from=',
  '**/',
  '../',
  'FROM ',
  'COPY ',
  'ADD ',
  'ENV ',
  '\nUSER ',
  '# escape=`\n',
  '\uFEFF',
  '\uD800',
  '😀',
  '__proto__',
  'constructor',
  '1e999',
];

const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  remove: fc.nat({ max: 12 }),
  insert: fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 4 })), { maxLength: 4 }),
});

/** A text with some pieces taken out and others put in. */
function mutated(...texts: readonly string[]): fc.Arbitrary<string> {
  return fc.tuple(fc.constantFrom(...texts), fc.array(edit, { maxLength: 6 })).map(([text, edits]) =>
    edits.reduce((now, { at, remove, insert }) => {
      const from = Math.floor(at * now.length);
      return now.slice(0, from) + insert.join('') + now.slice(from + remove);
    }, text),
  );
}

const projects = fc.record(
  {
    Dockerfile: mutated(
      dockerfile,
      String(clean['Dockerfile']),
      ...starters.map((name) => starterText(name, 'Dockerfile')),
    ),
    '.dockerignore': mutated('input/\n**/*.pyc\n!a/[b-c]?\n# x\n', '', starterText('python', '_dockerignore')),
    'planqk.json': mutated(planqk),
    'planqk-service.json': mutated(settings),
    'input/data.json': mutated('{"a": [1, "x", null]}'),
    'src/run.sh': fc.constant('#!/bin/sh\r\n'),
    'openapi-spec.yml': mutated('openapi: 3.0.3\npaths: {}\ncomponents:\n  schemas:\n    job: {$ref: "#/x"}\n'),
  },
  { requiredKeys: [] },
);

test('5,000 mutated projects end in findings, without a crash, and so do their fixes', {
  timeout: 300_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(projects, async (record) => {
      const files = projectFilesOf(record as Record<string, string>);
      const { findings } = await runCheck(files, allRules);
      for (const { message, remedy, location } of findings) {
        expect(message).toMatch(/\S/);
        expect(remedy).toMatch(/\S/);
        for (const count of [location?.line, location?.column])
          if (count !== undefined) expect(Number.isInteger(count) && count > 0).toBe(true);
      }
      await planFixes(files, allRules, findings);
    }),
    { numRuns: 5_000, seed: 3 },
  );
});
