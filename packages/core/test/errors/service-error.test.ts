import { expect, test, vi } from 'vitest';
import { isServiceError, ServiceError } from '../../src/errors/index.ts';

test('an error carries its code, facts, hint, reference, exit code and cause', () => {
  const cause = new Error('ENOENT');
  const error = new ServiceError('PROJECT_NOT_FOUND', { dir: '/x' }, { cause });
  expect(error).toBeInstanceOf(Error);
  expect(error).toMatchObject({
    name: 'ServiceError',
    code: 'PROJECT_NOT_FOUND',
    message: 'There is no folder /x.',
    details: { dir: '/x' },
    hint: expect.stringContaining('Dockerfile'),
    ref: 'docs/errors.md#project_not_found',
    exitCode: 3,
    cause,
  });
});

test('an error is recognised whichever copy of this package made it', async () => {
  const error = new ServiceError('NO_RESULT', undefined);
  vi.resetModules();
  const copy = await import('../../src/errors/index.ts');
  expect(error).not.toBeInstanceOf(copy.ServiceError);
  expect(copy.isServiceError(error)).toBe(true);
});

test.each([undefined, null, 'NO_RESULT', {}, new Error('x'), { code: 'NO_RESULT' }])(
  '%s is no error of ours',
  (value) => {
    expect(isServiceError(value)).toBe(false);
  },
);
