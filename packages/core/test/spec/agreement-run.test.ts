import { describe, expect, test } from 'vitest';
import { allRules, projectFilesOf, runCheck } from '../../src/check/index.ts';
import { type ExecutionFacts, settle } from '../../src/contract/index.ts';
import { loadSpec } from '../../src/spec/load-spec.ts';
import { printedSamples } from '../../src/spec/printed-samples.ts';
import { specTemplate } from '../../src/spec/profile-template.ts';
import { updateSpec } from '../../src/spec/update-spec.ts';
import { json } from './json-values.ts';

const specText = `components:
  schemas:
    resultResponse:
      properties:
        counts: { additionalProperties: { type: integer } }
    interimResultResponse:
      properties:
        done: { type: number, maximum: 1 }
        phase: { type: string, pattern: "^[a-z]+$" }
    errorResponse:
      properties:
        code: { type: string }
        detail: { type: string }
`;

function outcome(facts: Partial<ExecutionFacts>) {
  const now = new Date(0);
  return settle({
    exitCode: 0,
    oomKilled: false,
    interimResults: [],
    interimResultCount: facts.interimResults?.length ?? 0,
    violations: [],
    startedAt: now,
    endedAt: now,
    usage: { samples: 0 },
    logTail: '',
    ...facts,
  });
}

const runRules = allRules.filter(({ needsRun }) => needsRun);

async function found(facts: Partial<ExecutionFacts>, files: Readonly<Record<string, string>> = {}) {
  const project = projectFilesOf({ 'openapi-spec.yml': specText, ...files });
  const { findings } = await runCheck(project, runRules, outcome(facts));
  return findings.map(({ rule, message }) => `${rule}: ${message}`);
}

describe('what a run printed', () => {
  test('is fine when it is what the specification says', async () => {
    const result = json('{"counts": {"000": 1}}');
    expect(await found({ result, interimResults: [json('{"done": 0.5, "phase": "a"}')] })).toEqual([]);
  });

  test('is told with the path and the value where it is not, at the schema', async () => {
    const facts = { result: json('{"counts": {"000": "1"}}') };
    expect(await found(facts)).toEqual([
      'agreement-result: `result.counts["000"]` is a string, the specification says integer.',
    ]);
    const { findings } = await runCheck(projectFilesOf({ 'openapi-spec.yml': specText }), runRules, outcome(facts));
    expect(findings).toMatchObject([
      {
        severity: 'error',
        location: { file: 'openapi-spec.yml', line: 3 },
        remedy: 'Correct what the service prints, or the schema resultResponse in openapi-spec.yml (line 3).',
      },
    ]);
  });

  test('counts interim results from the first one, also when the first ones were not kept', async () => {
    const interimResults = [json('{"done": 1}'), json('{"done": 1.5}')];
    expect(await found({ result: json('{}'), interimResults, interimResultCount: 10 })).toEqual([
      'agreement-interim: `interim[9].done` is 1.5, the specification says at most 1.',
    ]);
  });

  test('is told at most 20 times, and quickly, of thousands of interim results', async () => {
    const right = Array.from({ length: 5_000 }, () => json('{"done": 1, "phase": "a"}'));
    const wrong = Array.from({ length: 5_000 }, () => json('{"done": 2, "phase": "A"}'));
    const messages = await found({ result: json('{}'), interimResults: [...right, ...wrong] });
    expect(messages).toHaveLength(20);
    expect(messages[0]).toContain('`interim[5000].done`');
  });

  test('is an error body when the service failed, which is no result either', async () => {
    expect(await found({ exitCode: 1, result: json('{"code": 7, "detail": "No."}') })).toEqual([
      expect.stringMatching(/^agreement-no-result: Run on the sample input: .*exit code 1.*No/),
      'agreement-error: `error.code` is 7, the specification says string.',
    ]);
  });

  test.each<[string, Partial<ExecutionFacts>, RegExp]>([
    ['nothing', {}, /result/],
    ['no JSON', { invalidResult: { reason: 'NaN is no JSON' } }, /NaN/],
    ['too late', { stopped: { by: 'timeout', timeoutMs: 1_000 }, exitCode: 143 }, /longer than 1|1 s/],
  ])('is no result: %s', async (_name, facts, message) => {
    const messages = await found(facts);
    expect(messages).toEqual([expect.stringMatching(/^agreement-no-result: Run on the sample input: /)]);
    expect(messages[0]).toMatch(message);
  });

  test('says nothing about the service when the user or the engine ended it', async () => {
    expect(await found({ stopped: { by: 'cancel' }, exitCode: 143 })).toEqual([]);
    expect(await found({ engineLost: { doing: 'running the service', reason: 'gone' }, exitCode: null })).toEqual([]);
  });

  test('is only missed where the specification cannot be read', async () => {
    expect(await found({}, { 'openapi-spec.yml': 'a: [1' })).toHaveLength(1);
    expect(await found({ result: json('1') }, { 'openapi-spec.yml': 'a: [1' })).toEqual([]);
  });
});

describe('a silence of a rule that needs a run', () => {
  const silence = (rule: string) => ({
    'planqk-service.json': JSON.stringify({ check: { silence: [{ rule, reason: 'known' }] } }),
  });
  const rules = allRules.filter(({ id, needsRun }) => needsRun || id === 'silence-unused');
  const rulesFound = async (rule: string, facts?: Partial<ExecutionFacts>) => {
    const { findings, silenced } = await runCheck(projectFilesOf(silence(rule)), rules, facts && outcome(facts));
    return [...findings, ...silenced].map((finding) => finding.rule);
  };

  test('is not unused without one', async () => {
    expect(await rulesFound('agreement-no-result')).toEqual([]);
  });

  test('is unused when a run has nothing for it, and sets aside what a run has', async () => {
    expect(await rulesFound('agreement-no-result', { result: json('1') })).toEqual(['silence-unused']);
    expect(await rulesFound('agreement-no-result', {})).toEqual(['agreement-no-result']);
  });

  test('of an unknown rule is still told', async () => {
    expect(await rulesFound('agreement-nothing')).toEqual(['silence-unused']);
  });
});

describe('a specification inferred from a run', () => {
  const run = outcome({
    result: json('{"counts": {"000": 512, "111": 512}}'),
    interimResults: [json('{"done": 0.25}'), json('{"done": 0.5, "note": null}')],
  });

  test('describes result and interim results, and then agrees with that run', async () => {
    const { text } = await updateSpec(specTemplate({ title: 'x' }), printedSamples(run));
    expect(loadSpec(text).root).toMatchObject({
      components: {
        schemas: {
          resultResponse: { properties: { counts: { additionalProperties: { type: 'integer' } } } },
          interimResultResponse: { required: ['done'], properties: { done: { type: 'number' } } },
        },
      },
    });
    expect((await runCheck(projectFilesOf({ 'openapi-spec.yml': text }), runRules, run)).findings).toEqual([]);
    expect((await updateSpec(text, printedSamples(run))).isChanged).toBe(false);
  });

  test('stays as it was written where the run contradicts it, which is told at the schema', async () => {
    const samples = printedSamples(
      outcome({ result: json('{"counts": {"000": 0.5}}'), interimResults: [json('{"done": 2}')] }),
    );
    const { text, contradictions } = await updateSpec(specText, samples);
    expect(text).toBe(specText);
    expect(contradictions).toMatchObject([
      { rule: 'agreement-result', location: { file: 'openapi-spec.yml', line: 3 } },
      { rule: 'agreement-interim', location: { file: 'openapi-spec.yml', line: 6 } },
    ]);
    expect(contradictions[0]?.remedy).toMatch(/^Correct what the service prints, or loosen resultResponse/);
  });
});
