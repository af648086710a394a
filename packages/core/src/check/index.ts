export type { CheckResult, Finding, Location, Severity, SilencedFinding } from './finding.ts';
export { planFixes } from './plan-fixes.ts';
export type { ProjectEntry, ProjectFiles } from './project-files.ts';
export { projectFilesOf } from './project-files-of.ts';
export { readProjectFiles } from './read-project-files.ts';
export { allRules } from './registry.ts';
export type { Check, Report, Rule } from './rule.ts';
export { ruleReference, runCheck } from './run-check.ts';
