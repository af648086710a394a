export { commandLine } from './command-line.ts';
export { type Created, createProject } from './create.ts';
export { createdData } from './envelope.ts';
export { createFlags, type Flag } from './flags.ts';
export { readVariables } from './read-variables.ts';
export { type CreateRequest, createRequestOf } from './request.ts';
export { summary } from './summary.ts';
export { formatBytes } from './tree.ts';
export type { CreateWorld, Sink, Terminal } from './world.ts';
