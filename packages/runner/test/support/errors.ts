import { isServiceError, type ServiceError } from '@planqk-service/core';

/** The ServiceError that `promise` is rejected with; anything else fails the test. */
export async function serviceErrorOf(promise: Promise<unknown>): Promise<ServiceError> {
  const error = await promise.then(
    (value) => new Error(`expected an error, got ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  );
  if (!isServiceError(error)) throw error;
  return error;
}
