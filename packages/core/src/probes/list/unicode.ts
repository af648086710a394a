import { strangeKey, withField } from '../inputs.ts';
import { hasResult, judgeOrderly, saidBy } from '../judge.ts';
import { defineProbe } from '../probe.ts';

/** Letters of two, three and four bytes, a combining and a right-to-left mark, and a pair of surrogates as escapes. */
const letters = 'Größe 量子 🜁 e\u0301 \u202Eabc';

export const unicode = defineProbe({
  id: 'unicode',
  title: 'Text beyond ASCII in the data changes nothing.',
  why: 'Input is UTF-8; a program that reads files in the locale of its container fails at the first umlaut.',
  source: 'PlanQK documentation',
  isBeyondContract: false,
  severity: 'error',
  needsResult: true,
  needsContainer: false,
  runs: ({ data, params }) => ({
    plain: { data: withField(data, strangeKey, '"plain"'), params },
    unicode: { data: withField(data, strangeKey, `"${letters} \\ud83d\\ude00"`), params },
  }),
  judge({ plain, unicode: told }) {
    const when = 'Given data with text beyond ASCII';
    if (hasResult(told) || !hasResult(plain)) return judgeOrderly(told, when, 'error');
    return [
      {
        severity: 'error',
        message: `${when}, the service fails, and with plain text it does not: ${saidBy(told)}`,
        remedy: 'Read the input as UTF-8 whatever the locale is; in Python, open(path, encoding="utf-8").',
      },
    ];
  },
});
