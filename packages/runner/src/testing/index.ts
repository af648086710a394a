export type { MemoryService, ServiceCall } from './memory-container.ts';
export { MemoryEngine, type MemoryEngineOptions } from './memory-engine.ts';
