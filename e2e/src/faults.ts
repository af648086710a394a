import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fixtures } from './paths.ts';
import { suite } from './suite.ts';

/** A service with one mistake, and every probe that has something to say about it. */
export interface Fault {
  /** Folder in `fixtures/faults`. */
  readonly name: string;
  /** The probe that is there for it, and its verdict. */
  readonly caughtBy: Readonly<Record<string, 'failed' | 'warned'>>;
  /** What other probes find, and why that is right. */
  readonly also?: Readonly<Record<string, 'failed' | 'warned'>>;
  readonly because?: string;
  /** What has to be said. */
  readonly says: RegExp;
  /** Nothing more can be told of a service that gives no result for its sample. */
  readonly givesNoResult?: true;
}

const bakedIn = {
  caughtBy: { 'malformed-data': 'failed' },
  also: { 'missing-input': 'failed', 'empty-data': 'warned' },
  because: 'the sample takes the place of whatever is missing, empty or malformed',
  says: /the same as for its sample input: perhaps from a sample inside the image/,
} as const;

export const faults: readonly Fault[] = [
  { name: 'baked-in-python', ...bakedIn },
  { name: 'baked-in-go', ...bakedIn },
  { name: 'baked-in-rust', ...bakedIn },
  {
    name: 'baked-in-input-folder',
    caughtBy: { 'missing-input': 'failed' },
    says: /gives a result.*: its input must come from the image/,
  },
  {
    name: 'accepts-malformed-data',
    caughtBy: { 'malformed-data': 'failed' },
    says: /Given an empty data\.json, the service gives a result\./,
  },
  { name: 'ignores-sigterm', caughtBy: { sigterm: 'warned' }, says: /goes on until it is killed/ },
  {
    name: 'writes-outside-tmp',
    caughtBy: { 'write-outside-tmp': 'warned' },
    says: /Read-only file system: '\/var\/cache\/service\/circuit\.qasm'/,
  },
  { name: 'needs-network', caughtBy: { 'no-network': 'warned' }, says: /Network is unreachable/ },
  { name: 'root-only', caughtBy: { 'unknown-user': 'warned' }, says: /Permission denied: '\/root\/calibration'/ },
  { name: 'nan-result', caughtBy: { output: 'failed' }, says: /NaN/, givesNoResult: true },
  {
    name: 'result-in-line',
    caughtBy: { output: 'failed' },
    says: /stands before the marker, which counts only at the beginning of a line/,
    givesNoResult: true,
  },
  {
    name: 'loses-big-numbers',
    caughtBy: { 'big-numbers': 'failed' },
    says: /Given 9007199254740993 as params\.seed, the service hands on 9007199254740992\./,
  },
  {
    name: 'not-deterministic',
    caughtBy: { deterministic: 'failed' },
    says: /`result\.energy` is 0\.\d+, expected 0\.\d+/,
  },
  {
    name: 'silent-without-params-file',
    caughtBy: { 'missing-params': 'warned' },
    says: /Without params\.json, the service ends with 0, but without a result/,
  },
  {
    name: 'silent-without-parameters',
    caughtBy: { 'empty-params': 'failed' },
    says: /Given \{\} as parameters, the service ends with 0, but without a result/,
  },
  {
    name: 'ascii-only',
    caughtBy: { unicode: 'failed' },
    says: /with plain text it does not: .* Its last words: UnicodeDecodeError: 'ascii' codec/,
  },
  {
    name: 'reads-a-piece',
    caughtBy: { 'large-input': 'failed' },
    says: /Given data of 1 MB, the service fails, and with less it does not: .*JSONDecodeError/,
  },
  {
    name: 'crashes-on-depth',
    caughtBy: { 'deep-input': 'warned' },
    says: /nested 10000 levels deep, the service crashes: .*134/,
  },
  {
    name: 'writes-into-input',
    caughtBy: { 'read-only-input': 'warned' },
    also: { 'unknown-user': 'warned' },
    because: 'only root may write there in the first place',
    says: /With an input folder that cannot be written, the service fails: .*circuit\.qasm/,
  },
  {
    name: 'silent-without-memory',
    caughtBy: { 'memory-limit': 'failed' },
    says: /With 1\d\d MB of memory, the service ends with 0, but without a result/,
  },
];

/** Makes a project of a fault's files and of what is the same in all. */
export async function makeFault(name: string): Promise<string> {
  const dir = join(suite.folder, `fault ${name}`);
  for (const part of ['common', name]) await cp(join(fixtures, 'faults', part), dir, { recursive: true });
  const planqk = { name: `e2e-${suite.id}-${name}`, resources: { cpu: 1, memory: 1 }, runtime: 'DOCKER' };
  await writeFile(join(dir, 'planqk.json'), JSON.stringify(planqk));
  return dir;
}
