export { type FindingSeverity, type InspectionCode, inspectionCodes } from './codes.ts';
export { inspectOutput } from './inspect-output.ts';
export type { InspectedResult, Inspection, OutputFinding, StreamPlace } from './inspection.ts';
export { type InspectionOptions, OutputInspector } from './output-inspector.ts';
