import { agree, profileV1, type ServiceInput, type Spec } from '@planqk-service/core';
import { HttpError, type InputViolation } from './http-errors.ts';

/** More are not told: a list of a million numbers may be wrong a million times. */
const mostViolations = 1_000;
const longestValue = 200;

/**
 * Holds an input against the specification of the service.
 *
 * @throws HttpError INPUT_INVALID with every place where it differs
 */
export async function checkInput({ root }: Spec, { data, params }: ServiceInput): Promise<void> {
  if (root === undefined) return;
  const { files } = profileV1.input;
  const found = [
    ...(await agree(root, { json: data, schema: 'inputData', name: 'data', file: files.data }, mostViolations)),
    ...(await agree(root, { json: params, schema: 'inputParams', name: 'params', file: files.params }, mostViolations)),
  ];
  if (found.length === 0) return;
  const violations: InputViolation[] = found.map(({ path, message, written }) => ({
    path,
    message,
    ...(written !== undefined && { value: short(written) }),
  }));
  throw new HttpError('INPUT_INVALID', { count: violations.length }, { violations });
}

function short(text: string): string {
  return text.length > longestValue ? `${text.slice(0, longestValue - 1)}…` : text;
}
