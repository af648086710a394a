import { areEqual } from '../../cases/decimal.ts';
import type { TestFinding } from '../../cases/verdict.ts';
import { strangeKey, withField, withNumberReplaced } from '../inputs.ts';
import { printedBy } from '../judge.ts';
import { defineProbe, type Observation, type ProbeRun, type ProbeSample } from '../probe.ts';

/** 2^53 + 1: the first whole number that a double cannot hold. */
const big = '9007199254740993';
const rounded = Number(big);
const most = 8;
const number = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

export const bigNumbers = defineProbe({
  id: 'big-numbers',
  title: 'Whole numbers beyond 2^53 come back as they went in.',
  why: 'Bit masks, seeds and weights are such numbers; read as doubles they change without a word.',
  source: 'PlanQK documentation',
  isBeyondContract: false,
  severity: 'error',
  needsResult: true,
  needsContainer: false,
  runs: ({ data, params }) => {
    const inData = withNumberReplaced(data, big, most).map(({ path, text }) => [`data${path}`, { data: text, params }]);
    const inParams = withNumberReplaced(params, big, most - inData.length).map(({ path, text }) => [
      `params${path}`,
      { data, params: text },
    ]);
    const added = { data: withField(data, strangeKey, big), params };
    return Object.fromEntries([...inData, ...inParams, [`data/${strangeKey}`, added]]) as Record<string, ProbeRun>;
  },
  judge: (observations, sample) =>
    Object.entries(observations).flatMap(([path, observation]) => judge(path, observation, sample)),
});

/** A service that does not hand the number on shows nothing either way. */
function judge(path: string, observation: Observation, sample: ProbeSample): readonly TestFinding[] {
  const known = new Set(numbersOf(sample.observation));
  const lost = numbersOf(observation).find(
    (text) => !known.has(text) && Number(text) === rounded && !areEqual(text, big),
  );
  if (lost === undefined) return [];
  return [
    {
      severity: 'error',
      message: `Given ${big} as ${path.replaceAll('/', '.')}, the service hands on ${lost}.`,
      remedy:
        'Parse whole numbers as integers of 64 bits or more: json.Number or UseNumber in Go, i64, u64 or serde_json with arbitrary_precision in Rust, a BigInt reviver in JavaScript.',
    },
  ];
}

function numbersOf(observation: Observation): string[] {
  return printedBy(observation).flatMap(({ text }) => text.match(number) ?? []);
}
