export { ancestors, pathCollisions } from './collisions.ts';
export { portablePathProblem } from './portable-path.ts';
