export * from './check/index.ts';
export * from './contract/index.ts';
export * from './errors/index.ts';
export * from './inspect/index.ts';
export * from './project/index.ts';
export * from './report/index.ts';
export * from './spec/index.ts';
