export { type NewStarter, newStarter } from './authoring/new-starter.ts';
export { openCache, type StarterCache } from './cache/cache.ts';
export { cachedStarters } from './cache/cached-starters.ts';
export type { StarterRecord } from './cache/record.ts';
export { checkServiceName, maxNameLength, type NameCheck, nameRule, suggestServiceName } from './names/service-name.ts';
export { type Asker, answerQuestions, type GivenAnswers } from './questions/answer-questions.ts';
export type { Answers, Gpu } from './questions/answers.ts';
export { questions } from './questions/list.ts';
export type { Choice, Parsed, Question, QuestionContext } from './questions/question.ts';
export type { ProjectFile } from './render/file.ts';
export { projectFileName } from './render/project-file.ts';
export { renderTemplate } from './render/render-template.ts';
export { type ApplyOptions, applyScaffold, type ScaffoldResult } from './scaffold/apply.ts';
export type { GitOutcome } from './scaffold/git.ts';
export {
  type PlannedFile,
  planScaffold,
  type ScaffoldPlan,
  type ScaffoldRequest,
  scaffoldMode,
} from './scaffold/plan.ts';
export type { GitDecision } from './scaffold/plan-git.ts';
export { inspectTarget, type Occupant, type Target } from './scaffold/target.ts';
export {
  type Command,
  type ProcessCommands,
  type ProcessSpec,
  processCommands,
  type RequiredTool,
  type StarterManifest,
  type StarterVariable,
} from './schema/manifest.ts';
export { checkManifest, type ManifestCheck } from './schema/validate.ts';
export { type AddedStarter, addStarter } from './starter/add-starter.ts';
export { builtInStarters, defaultStarterId, listBuiltInStarters } from './starter/builtin.ts';
export { folderStarters } from './starter/folder.ts';
export { type ListedStarter, listStarters } from './starter/list-starters.ts';
export { loadStarter, readStarterInfo } from './starter/load-starter.ts';
export { type StarterProblem, type StarterProblemCode, starterProblems } from './starter/problem.ts';
export { removeStarters } from './starter/remove-starter.ts';
export { defaultSources, resolveStarter } from './starter/resolve-starter.ts';
export type { LocatedStarter, SourceWorld, StarterSource } from './starter/source.ts';
export type { Starter, StarterInfo, StarterOrigin, TemplateFile } from './starter/starter.ts';
export { starterFolder } from './starter/starter-folder.ts';
export { markVerified } from './starter/verified.ts';
export { applyUpgrade } from './upgrade/apply-upgrade.ts';
export { dirtyFiles } from './upgrade/dirty-files.ts';
export type { FileChange } from './upgrade/plan-upgrade.ts';
export { prepareUpgrade, type UpgradePlan, type UpgradeRequest } from './upgrade/prepare-upgrade.ts';
export { answerVariables, type VariableAnswers } from './variables/answer-variables.ts';
