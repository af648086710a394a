import { describe, expect, test } from 'vitest';
import { type Asker, answerQuestions, questions } from '../src/index.ts';

const context = { folder: 'Mein Dienst' };
const parse = (key: string, text: string) => questions.find((question) => question.key === key)?.parse(text);

describe('the questions', () => {
  test('cover every answer that a template can use', async () => {
    const answers = await answerQuestions({}, context);
    expect(Object.keys(answers)).toEqual(['name', 'description', 'cpu', 'memory', 'gpu']);
  });

  test('accept their own defaults and their own choices', () => {
    for (const { defaultText, parse, choices = [] } of questions) {
      for (const text of [defaultText(context), ...choices.map(({ value }) => value)])
        expect(parse(text).ok).toBe(true);
    }
  });

  test.each([
    ['cpu', '0.5', 0.5],
    ['cpu', '20', 20],
    ['cpu', ' 4 ', 4],
    ['memory', '32', 32],
    ['description', ' says "hi" ', 'says "hi"'],
    ['gpu', 'none', undefined],
    ['gpu', 't4', { type: 'NVIDIA_TESLA_T4', count: 1 }],
    ['gpu', 'NVIDIA_TESLA_V100:2', { type: 'NVIDIA_TESLA_V100', count: 2 }],
  ])('read %s from "%s"', (key, text, value) => {
    expect(parse(key, text)).toEqual({ ok: true, value });
  });

  test.each([
    ['cpu', '0'],
    ['cpu', '0.25'],
    ['cpu', '20.5'],
    ['cpu', '1e1'],
    ['cpu', '-1'],
    ['cpu', ''],
    ['cpu', '0x2'],
    ['cpu', 'NaN'],
    ['memory', '1.5'],
    ['memory', '33'],
    ['memory', 'Infinity'],
    ['description', 'two\nlines'],
    ['description', 'x'.repeat(201)],
    ['gpu', 'T5'],
    ['gpu', 'T4:0'],
    ['gpu', 'T4:9'],
    ['gpu', 'T4:'],
    ['gpu', ':2'],
    ['gpu', 'toString'],
  ])('refuse %s %j with a reason', (key, text) => {
    expect(parse(key, text)).toEqual({ ok: false, reason: expect.stringMatching(/\.$/) });
  });
});

describe('answering', () => {
  test('takes what is given and the defaults for the rest when nobody can be asked', async () => {
    expect(await answerQuestions({ cpu: '2', gpu: 'V100' }, context)).toEqual({
      name: 'mein-dienst',
      description: 'A quantum service for PlanQK',
      cpu: 2,
      memory: 2,
      gpu: { type: 'NVIDIA_TESLA_V100', count: 1 },
    });
  });

  test('asks only for what is not given', async () => {
    const asked: string[] = [];
    const asker: Asker = {
      ask: async ({ key }, proposal) => {
        asked.push(key);
        return proposal;
      },
      askVariable: () => Promise.reject(new Error('asked')),
    };
    await answerQuestions({ name: 'x1', memory: '4' }, context, asker);
    expect(asked).toEqual(['description', 'cpu', 'gpu']);
  });

  test('refuses a wrong flag before it asks anything', async () => {
    const asked = () => Promise.reject(new Error('asked'));
    const asker: Asker = { ask: asked, askVariable: asked };
    await expect(answerQuestions({ memory: '99' }, context, asker)).rejects.toMatchObject({
      code: 'ANSWER_INVALID',
      details: { flag: '--memory' },
    });
    await expect(answerQuestions({ name: 'No' }, context, asker)).rejects.toMatchObject({
      code: 'NAME_INVALID',
      hint: 'Use another name, such as --name no',
    });
  });
});
