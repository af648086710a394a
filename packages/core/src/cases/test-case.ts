import type { ServiceInput } from '../contract/input.ts';
import type { JsonText } from '../contract/json-text.ts';
import type { CompareRule } from './compare-rule.ts';

/** Where the cases of a project are, one folder each. */
export const casesFolder = 'tests/cases';

/** The files of a case; all but the input's are optional, and so are those. */
export const caseFiles = {
  data: 'data.json',
  params: 'params.json',
  expected: 'expected.json',
  expectedError: 'expected-error.json',
  settings: 'case.json',
} as const;

/** An input with what a service has to make of it. */
export interface TestCase {
  /** Name of its folder. */
  readonly name: string;
  readonly description?: string;
  readonly input: ServiceInput;
  /** Without `expected` and `expectedError` there has to be a result, which fits the specification. */
  readonly expected?: JsonText;
  readonly expectedError?: JsonText;
  readonly compare: readonly CompareRule[];
}

/** A name that makes a folder on every system. Our decision. */
export function isCaseName(name: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(name) && !name.endsWith('.');
}
