export { compareJson } from './compare.ts';
export type { CompareRule, CountsRule, JsonType, NumberRule } from './compare-rule.ts';
export { type CaseFile, expectationOf } from './expectation.ts';
export { judgeCase } from './judge-case.ts';
export { loadCases } from './load-cases.ts';
export { suggestRules } from './suggest-rules.ts';
export { caseFiles, casesFolder, isCaseName, type TestCase } from './test-case.ts';
export {
  countVerdicts,
  statusOf,
  type TestFinding,
  type Verdict,
  type VerdictCounts,
  type VerdictStatus,
} from './verdict.ts';
