import { describe, expect, test } from 'vitest';
import { recordedLogs } from '../fixtures/recorded-logs.ts';
import { inspectPieces } from './inspect-text.ts';

/** What is found in what services printed that went wrong: `line:column CODE`. */
const failures: Readonly<Record<string, readonly string[]>> = {
  breaks_off: ['1:40 INVALID_JSON'],
  hangs: ['3:1 NO_RESULT'],
  logger: ['2:30 MARKER_IN_LINE', '2:1 NO_RESULT'],
  memory: ['1:1 NO_RESULT'],
  nan: ['2:31 NOT_A_NUMBER'],
  pretty: ['1:28 PRETTY_PRINTED', '7:21 PRETTY_PRINTED'],
  progress: ['1:526 MARKER_IN_LINE', '1:1 NO_RESULT'],
  several: ['7:1 MISSPELT_MARKER', '8:1 DUPLICATE_RESULT'],
  traceback: ['1:1 NO_RESULT'],
  unterminated: ['1:1 UNTERMINATED_BLOCK', '5:1 NO_RESULT'],
};
const stdoutOf = (name: string) => recordedLogs.get(`${name}.stdout`) ?? Buffer.alloc(0);
const briefly = ({ findings }: ReturnType<typeof inspectPieces>) =>
  findings.map(({ line, column, code }) => `${line}:${column} ${code}`);

describe('what services really print', () => {
  test.each(['python', 'go', 'rust'])('is right for the %s starter, with a result as with an error', (starter) => {
    const sample = inspectPieces([stdoutOf(`${starter}-sample`)]);
    expect(sample).toMatchObject({ findings: [], result: { valid: true }, interim: { count: 3 } });
    for (const name of ['refused', 'wrong'])
      expect(inspectPieces([stdoutOf(`${starter}-${name}`)])).toMatchObject({ findings: [], result: { valid: true } });
  });

  test.each(Object.entries(failures))('is told for what it is: %s', (name, expected) => {
    expect(briefly(inspectPieces([stdoutOf(name)]))).toEqual(expected);
  });

  test('is all looked at here', () => {
    const names = [...recordedLogs.keys()].filter((name) => name.endsWith('.stdout'));
    const known = [
      ...Object.keys(failures),
      ...['python', 'go', 'rust'].flatMap((s) => ['sample', 'refused', 'wrong'].map((n) => `${s}-${n}`)),
    ];
    expect(names).toEqual(known.map((name) => `${name}.stdout`).toSorted());
  });
});
