export * from './cases/index.ts';
export * from './check/index.ts';
export * from './inspect/index.ts';
export * from './probes/index.ts';
export * from './runtime.ts';
export * from './spec/index.ts';
