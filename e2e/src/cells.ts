import { type Engine, engines, type Starter, starters } from './shared.ts';
import { hostOf, suite } from './suite.ts';

/** One way to give a service its input, and what has to come of it: in every language and on every engine the same. */
interface InputCase {
  readonly name: string;
  readonly args: readonly string[];
  /** Which of the scaffolded projects; by default the one as it was made. */
  readonly project?: 'withoutParams';
  readonly exitCode: number;
  /** Everything on stdout. */
  readonly stdout: string | RegExp;
  /** On stderr. */
  readonly says: readonly RegExp[];
  /** Whether the service is started at all. */
  readonly starts: boolean;
}

const sample =
  '{"metadata":{"qubits":3,"readoutError":0.02,"seed":42,"shots":1024},"result":{"counts":{"000":506,"001":10,"010":9,"011":14,"100":7,"101":9,"110":14,"111":455}}}\n';
const other =
  '{"metadata":{"qubits":2,"readoutError":0.5,"seed":9007199254740993,"shots":3},"result":{"counts":{"01":1,"10":1,"11":1}}}\n';

const inputCases: readonly InputCase[] = [
  { name: 'the sample input', args: [], exitCode: 0, stdout: sample, says: [/3 interim results/], starts: true },
  {
    name: 'another input',
    args: ['--data', '{"qubits":2}', '--params', '{"shots":3,"seed":9007199254740993,"readoutError":0.5}'],
    exitCode: 0,
    stdout: other,
    says: [/interim result 1\W+\{"completedShots":1,"counts":\{"10":1\}\}/],
    starts: true,
  },
  {
    name: 'an empty object',
    args: ['--data', '{}'],
    exitCode: 5,
    stdout: '',
    says: [/\{"code":"INVALID_INPUT","detail":"data\.qubits is missing"\}/, /exit code 1/],
    starts: true,
  },
  {
    name: 'malformed JSON',
    args: ['--data', '{"qubits": 3,\n  "shots": oops}'],
    exitCode: 3,
    stdout: '',
    says: [/^Error: --data is not valid JSON \(line 2, column 12\)/, /INVALID_JSON/],
    starts: false,
  },
  {
    name: 'no params',
    args: [],
    project: 'withoutParams',
    exitCode: 0,
    stdout:
      /^\{"metadata":\{"qubits":3,"readoutError":0,"seed":\d+,"shots":1024\},"result":\{"counts":\{"000":\d+,"111":\d+\}\}\}\n$/,
    says: [/SUCCEEDED/],
    starts: true,
  },
];

export interface Cell {
  readonly starter: Starter;
  readonly engine: Engine;
  readonly input: InputCase;
  /** Why it cannot run here. */
  readonly missing: string | undefined;
}

/** Every starter on every engine with every input. */
export const cells: readonly Cell[] = starters.flatMap((starter) =>
  engines.flatMap((engine) => {
    const missing = whyMissing(starter, engine);
    return inputCases.map((input) => ({ starter, engine, input, missing }));
  }),
);

/** Why a starter cannot run on an engine here, or undefined where it can. */
export function whyMissing(starter: Starter, engine: Engine): string | undefined {
  if (engine === 'process') return suite.tools.missing[starter];
  const host = suite.hosts[engine];
  return 'missing' in host ? host.missing : undefined;
}

/** How to say on the command line where to run. */
export function placeOf(engine: Engine): { readonly args: readonly string[]; readonly env: NodeJS.ProcessEnv } {
  if (engine === 'process') return { args: ['--engine', 'process'], env: {} };
  return { args: [], env: { DOCKER_HOST: hostOf(engine) } };
}
