export { describeProblems } from './describe-problems.ts';
export { loadProject } from './load-project.ts';
export {
  type ProcessCommands,
  type Project,
  platformDefaults,
  type Requirement,
  type Resources,
  toolFolder,
} from './project.ts';
