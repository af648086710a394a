export { MemoryEngine, type MemoryEngineOptions } from './memory-engine.ts';
export type { MemoryService, ServiceCall } from './memory-run.ts';
