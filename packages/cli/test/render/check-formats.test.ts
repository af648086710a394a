import { allRules, type Finding } from '@planqk-service/core';
import { describe, expect, test } from 'vitest';
import type { CheckedProject } from '../../src/actions/check-project.ts';
import { githubAnnotations } from '../../src/render/check-github.ts';
import { checkHelp } from '../../src/render/check-help.gen.ts';
import { sarifLog } from '../../src/render/check-sarif.ts';
import { checkText } from '../../src/render/check-text.ts';
import { Recorder } from '../helpers/streams.ts';

const finding: Finding = {
  rule: 'acme-rule',
  severity: 'info',
  message: 'One\nTwo.',
  remedy: 'Do it.',
  location: { file: 'a b#.json', line: 3, column: 7 },
};
const everywhere: Finding = { rule: 'b-rule', severity: 'error', message: 'All.', remedy: 'Do.' };
const checked = (...findings: Finding[]): CheckedProject => ({
  dir: '/p',
  prefix: 'sub/',
  findings,
  silenced: [],
  fixed: [],
});

describe('GitHub annotations', () => {
  test('have line, column and an info as a notice, and stay on one line', () => {
    expect(githubAnnotations(checked(finding, everywhere))).toBe(
      `::notice file=sub/a b#.json,line=3,col=7,title=acme-rule::One%0ATwo. Do it. (docs/checks.md#acme-rule)
::error title=b-rule::All. Do. (docs/checks.md#b-rule)
`,
    );
  });

  test('are nothing when nothing is found', () => {
    expect(githubAnnotations(checked())).toBe('');
  });
});

test('a SARIF log has addresses that are escaped, and knows findings of rules that it does not list', () => {
  const { runs } = JSON.parse(sarifLog(checked(finding, everywhere), { version: '1.0.0', rules: [], help: {} }));
  expect(runs[0].results).toEqual([
    {
      ruleId: 'acme-rule',
      level: 'note',
      message: { text: 'One\nTwo. Do it.' },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'sub/a%20b%23.json' },
            region: { startLine: 3, startColumn: 7 },
          },
        },
      ],
    },
    { ruleId: 'b-rule', level: 'error', message: { text: 'All. Do.' } },
  ]);
});

test('a SARIF log explains each rule as docs/checks.md does', () => {
  const { runs } = JSON.parse(sarifLog(checked(), { version: '1.0.0', rules: allRules, help: checkHelp }));
  for (const { id, help } of runs[0].tool.driver.rules) {
    expect(help.markdown).toMatch(/^Severity: \w+\n\n[\s\S]*- What to do: /);
    expect(help.text, id).toBe(help.markdown);
    expect(help.markdown, id).not.toMatch(/\]\((?!https?:)|^# /m);
  }
});

test('as text, what belongs to no file stands below the project, and the counts are in the singular', () => {
  expect(checkText(checked(everywhere, finding), new Recorder())).toBe(`/p
  ✘ All.
    Try: Do.  (b-rule, docs/checks.md#b-rule)

sub/a b#.json
  - 3:7  One
Two.
    Try: Do it.  (acme-rule, docs/checks.md#acme-rule)

1 error, 0 warnings, 1 note.
`);
});
