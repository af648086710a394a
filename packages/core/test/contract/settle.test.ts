import { describe, expect, test } from 'vitest';
import { type ExecutionFacts, JsonText, outcomeError, outcomeExitCode, settle } from '../../src/contract/index.ts';

const result = JsonText.from('{"a":1}', 'result');
const facts: ExecutionFacts = {
  exitCode: 0,
  oomKilled: false,
  interimResults: [],
  interimResultCount: 0,
  violations: [],
  startedAt: new Date(1000),
  endedAt: new Date(3500),
  usage: { samples: 0 },
  logTail: '',
};

describe('exit code 0', () => {
  test('with a result is a success', () => {
    const outcome = settle({ ...facts, result });
    expect(outcome).toMatchObject({ status: 'SUCCEEDED', result, durationMs: 2500, timedOut: false, cancelled: false });
    expect([outcomeError(outcome), outcomeExitCode(outcome)]).toEqual([undefined, 0]);
  });

  test('without a result is a success that a command ends with 6 for', () => {
    const outcome = settle(facts);
    expect(outcome.status).toBe('SUCCEEDED');
    expect(outcome).not.toHaveProperty('result');
    expect([outcomeError(outcome)?.code, outcomeExitCode(outcome)]).toEqual(['NO_RESULT', 6]);
  });

  test('with an invalid result is a failure that says why and where', () => {
    const invalidResult = { reason: 'NaN is not a JSON value.', place: { line: 2, column: 7 } };
    const outcome = settle({ ...facts, invalidResult });
    expect(outcome).toMatchObject({ status: 'FAILED', error: { code: 'INVALID_RESULT' } });
    expect(outcomeError(outcome)?.message).toContain('line 2, column 7: NaN');
    expect(outcomeExitCode(outcome)).toBe(6);
  });

  test('after a kill for memory in a child is still a success', () => {
    expect(settle({ ...facts, result, oomKilled: true })).toMatchObject({
      status: 'SUCCEEDED',
      oomKilled: true,
      result,
    });
  });
});

describe('another exit code', () => {
  test('without a result is a failure', () => {
    const outcome = settle({ ...facts, exitCode: 3 });
    expect(outcome).toMatchObject({
      status: 'FAILED',
      exitCode: 3,
      error: { code: 'SERVICE_FAILED', detail: 'The service failed with exit code 3.' },
    });
    expect(outcomeExitCode(outcome)).toBe(5);
  });

  test.each([
    [125, 'engine'],
    [126, 'cannot be executed'],
    [127, 'not found'],
    [137, 'killed'],
    [139, 'crashed'],
    [143, 'terminate'],
    [130, 'signal 2'],
  ])('%i is explained', (exitCode, meaning) => {
    expect(settle({ ...facts, exitCode }).error?.detail).toContain(meaning);
  });

  test('137 names the memory limit as a possible cause where there is one', () => {
    const usage = { samples: 0, memoryLimitBytes: 64 * 1024 ** 2 };
    expect(settle({ ...facts, exitCode: 137, usage }).error?.detail).toBe(
      'The service failed with exit code 137 (it was killed, perhaps for using more than its memory limit of 64 MB).',
    );
  });

  test('with a printed object takes code and detail from it, and keeps it as the body', () => {
    const body = JsonText.from('{"code": "TIMED_OUT", "detail": "No solution was found.", "n": 1.0}', 'result');
    const outcome = settle({ ...facts, exitCode: 1, result: body });
    expect(outcome.error).toMatchObject({ code: 'TIMED_OUT', detail: 'No solution was found.', body });
    expect(outcome).not.toHaveProperty('result');
    expect(outcomeError(outcome)?.message).toBe(
      'The service failed with exit code 1 (TIMED_OUT: No solution was found).',
    );
    expect([outcome.timedOut, outcomeExitCode(outcome)]).toEqual([false, 5]);
  });

  test.each(['[1]', '"text"', 'null', '{"code": 5, "detail": null}'])(
    'with the printed %s has our code and the body',
    (text) => {
      const body = JsonText.from(text, 'result');
      const outcome = settle({ ...facts, exitCode: 137, result: body });
      expect(outcome.error).toMatchObject({ code: 'SERVICE_FAILED', body });
      expect(outcomeError(outcome)?.message).toBe('The service failed with exit code 137 (it was killed).');
    },
  );

  test('after a kill for memory names the limit and who set it', () => {
    const usage = { samples: 1, memoryLimitBytes: 64 * 1024 ** 2 };
    const outcome = settle({
      ...facts,
      exitCode: 137,
      oomKilled: true,
      usage,
      memoryLimitSetBy: 'resources.memory in planqk.json',
    });
    expect(outcome).toMatchObject({ status: 'FAILED', oomKilled: true, error: { code: 'OUT_OF_MEMORY' } });
    expect(outcome.error?.detail).toContain('64 MB (set by resources.memory in planqk.json)');
    expect(outcomeExitCode(outcome)).toBe(5);
  });
});

describe('an execution that we ended or lost', () => {
  test('is FAILED when it took too long, even with a result', () => {
    const outcome = settle({ ...facts, exitCode: 143, result, stopped: { by: 'timeout', timeoutMs: 1500 } });
    expect(outcome).toMatchObject({ status: 'FAILED', timedOut: true, error: { code: 'TIMED_OUT' } });
    expect(outcome).not.toHaveProperty('result');
    expect([outcomeError(outcome)?.message.includes('1.5 s'), outcomeExitCode(outcome)]).toEqual([true, 7]);
  });

  test('is CANCELLED without a result when we were asked to', () => {
    const outcome = settle({ ...facts, exitCode: null, result, stopped: { by: 'cancel' } });
    expect(outcome).toMatchObject({ status: 'CANCELLED', cancelled: true, timedOut: false });
    expect(outcome).not.toHaveProperty('result');
    expect(outcomeExitCode(outcome)).toBe(130);
  });

  test('is FAILED when the engine went away', () => {
    const engineLost = { doing: 'running the service', reason: 'the socket was closed.' };
    const outcome = settle({ ...facts, exitCode: null, engineLost });
    expect(outcome).toMatchObject({ status: 'FAILED', error: { code: 'ENGINE_LOST' } });
    expect(outcomeExitCode(outcome)).toBe(9);
  });

  test('is lost as well when nobody knows its exit code', () => {
    expect(settle({ ...facts, exitCode: null }).error?.code).toBe('ENGINE_LOST');
  });

  test('says what could not be started when the command never ran', () => {
    const startFailure = { code: 'COMMAND_NOT_FOUND', command: 'app', reason: 'no such file.' } as const;
    const outcome = settle({ ...facts, exitCode: 127, startFailure });
    expect(outcome).toMatchObject({ status: 'FAILED', exitCode: 127, error: { code: 'COMMAND_NOT_FOUND' } });
    expect(outcomeExitCode(outcome)).toBe(5);
  });
});
