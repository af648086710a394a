import type { Verdict } from '@planqk-service/core';
import { expect, test } from 'vitest';
import { testJunit } from '../../src/render/test-junit.ts';
import { testText } from '../../src/render/test-text.ts';
import { Recorder } from '../helpers/streams.ts';

const short: Verdict = {
  kind: 'case',
  id: 'case/short',
  title: 'short',
  status: 'passed',
  findings: [],
  durationMs: 12,
  executions: 1,
};
const long: Verdict = { ...short, id: 'case/long', peakMemoryBytes: 2_097_152 };
const skipped: Verdict = {
  ...short,
  id: 'case/skipped',
  status: 'skipped',
  skipped: 'why',
  durationMs: 0,
  executions: 0,
};
const unstarted: Verdict = { ...short, id: 'case/unstarted', status: 'failed', durationMs: 0 };

test('a test that was too short to measure its memory says so, as text and as JUnit', () => {
  const text = testText([short, long, skipped, unstarted], new Recorder());
  expect(text).toMatch(/^✔ case\/short +passed +12 ms {2}too short to measure its memory$/m);
  expect(text).toMatch(/^✔ case\/long +passed +12 ms +2 MB$/m);
  expect(text.match(/too short/g)).toHaveLength(1);
  const xml = testJunit('x', [short, long, skipped, unstarted]);
  expect(xml.match(/<property [^>]*>/g)).toEqual([
    '<property name="memory" value="too short to measure its memory"/>',
    '<property name="peakMemoryBytes" value="2097152"/>',
  ]);
});
