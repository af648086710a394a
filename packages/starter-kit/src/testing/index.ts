export type { CheckOutcome, ServicePort, ServiceReport } from './conformance.ts';
export { type ConformanceOptions, type ConformanceReport, verifyStarter } from './verify-starter.ts';
