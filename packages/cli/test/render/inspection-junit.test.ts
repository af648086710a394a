import { OutputInspector } from '@planqk-service/core';
import { expect, test } from 'vitest';
import { inspectionJunit } from '../../src/render/inspection-junit.ts';
import { inspectionText } from '../../src/render/inspection-text.ts';
import { Recorder } from '../helpers/streams.ts';

function inspect(text: string) {
  const inspector = new OutputInspector();
  inspector.write(Buffer.from(text));
  return { source: '<a&"b>', ...inspector.end() };
}

const nasty = '<b a="x">&\u001b[1m\u0000 PlanQK:Job:Result: {}\n';

test('what a log holds is escaped in XML, and what XML cannot hold is replaced', () => {
  const xml = inspectionJunit(inspect(nasty));
  expect(xml).toContain('name="planqk-service inspect &lt;a&amp;&quot;b&gt;"');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
  expect(xml).not.toMatch(/[\u0000-\u0008\u000B-\u001F]/);
  const withoutTags = xml.replace(/<\/?\w+(?: \w+="[^"<]*")*\/?>|<\?xml [^>]*\?>/g, '');
  expect(withoutTags).not.toMatch(/[<>]|&(?!(?:amp|lt|gt|quot);)/);
});

test('what a log holds does not reach the terminal as control characters', () => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
  expect(inspectionText(inspect(nasty), new Recorder())).not.toMatch(/[\u0000-\u0009\u000B-\u001F]/);
});

test('a warning fails no test case', () => {
  const xml = inspectionJunit(inspect('PlanQK:Job:Result: 1\nPlanQK:Job:Result: 1\n'));
  expect(xml).toContain('failures="0"');
  expect(xml).toContain('<system-out>');
});

test('findings beyond those that are kept are counted', () => {
  const text = inspectionText(inspect('planqk:job:result\n'.repeat(30)), new Recorder());
  expect(text).toContain('- 10 more MISSPELT_MARKER\n');
});
