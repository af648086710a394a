import { expect, test } from 'vitest';
import { canBecome, isFinal, profileV1 } from '../../src/contract/index.ts';

test('SUCCEEDED, CANCELLED and FAILED are final', () => {
  expect(profileV1.statuses.filter(isFinal)).toEqual(['SUCCEEDED', 'CANCELLED', 'FAILED']);
});

test('a job that is final stays what it is', () => {
  for (const from of profileV1.statuses.filter(isFinal)) {
    expect(profileV1.statuses.filter((to) => canBecome(from, to))).toEqual([]);
  }
});

test('a job may be cancelled while it is pending or running', () => {
  expect(profileV1.statuses.filter((from) => canBecome(from, 'CANCELLED'))).toEqual(['UNKNOWN', 'PENDING', 'RUNNING']);
});

test('a job cannot succeed without having run', () => {
  expect(canBecome('PENDING', 'SUCCEEDED')).toBe(false);
  expect(canBecome('RUNNING', 'SUCCEEDED')).toBe(true);
});
