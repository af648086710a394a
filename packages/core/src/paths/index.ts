export { ancestors, pathCollisions } from './collisions.ts';
export { type PathProblem, type PathProblemCode, portablePathProblem } from './portable-path.ts';
