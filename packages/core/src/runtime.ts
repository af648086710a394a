/** What runs services need of this package: without the checks and the specification tools, and what those load. */
export * from './contract/index.ts';
export * from './errors/index.ts';
export * from './project/index.ts';
export * from './report/index.ts';
