import { expect, test } from 'vitest';
import { errorEnvelope, JsonText, reportOf, ServiceError, successEnvelope } from '../src/index.ts';

const apiVersion = 'planqk-service/v1';
const awkward = '{"mask":9007199254740993,"w":1.0,"big":1e400,"b":1,"a":2,"a":3}';

test('the result of a service stands in the envelope character for character', () => {
  const text = successEnvelope({ outcome: { result: JsonText.from(awkward, 'result') } });
  expect(text).toContain(`"result": ${awkward}`);
  expect(JSON.parse(text)).toMatchObject({ apiVersion, ok: true, data: { outcome: { result: { w: 1 } } } });
});

test('the envelope is one JSON text and ends its line', () => {
  expect(successEnvelope({ a: 1 })).toBe(
    `{\n  "apiVersion": "${apiVersion}",\n  "ok": true,\n  "data": {\n    "a": 1\n  }\n}\n`,
  );
});

test('an error has code, message, hint, reference and facts, and what is known all the same', () => {
  const error = new ServiceError('IMAGE_NOT_FOUND', { image: 'x:1' });
  expect(JSON.parse(errorEnvelope(reportOf(error, 'planqk-service'), { swept: [] }))).toEqual({
    apiVersion,
    ok: false,
    error: {
      code: 'IMAGE_NOT_FOUND',
      message: error.message,
      hint: error.hint,
      ref: 'docs/errors.md#image_not_found',
      details: { image: 'x:1' },
    },
    data: { swept: [] },
  });
});

test('without data there is no such field', () => {
  const text = errorEnvelope(reportOf(new ServiceError('NO_RESULT', undefined), 'planqk-service'));
  expect(Object.keys(JSON.parse(text))).toEqual(['apiVersion', 'ok', 'error']);
});
