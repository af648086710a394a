import { expect, test } from 'vitest';
import type { Examined } from '../../src/actions/examine.ts';
import { findingsText } from '../../src/render/findings.ts';
import { Recorder } from '../helpers/streams.ts';

const missing = (subject: string): Examined => ({
  level: 'warning',
  subject,
  detail: 'no socket',
  remedy: 'Start it.',
});

test('each finding is a line with a mark, and what helps below it', () => {
  const findings: Examined[] = [
    { level: 'ok', subject: 'Node.js', detail: 'v24', remedy: '' },
    { level: 'info', subject: 'Podman', detail: 'no socket', remedy: '' },
    { level: 'error', subject: 'engine', detail: 'none', remedy: 'Start one.' },
  ];
  expect(findingsText(findings, new Recorder())).toBe(
    '✔ Node.js: v24\n- Podman: no socket\n✘ engine: none\n    Try: Start one.\n',
  );
});

test('a remedy that several findings in a row share stands once, below the last', () => {
  expect(findingsText([missing('a'), missing('b'), missing('c')], new Recorder())).toBe(
    '! a: no socket\n! b: no socket\n! c: no socket\n    Try: Start it.\n',
  );
});
