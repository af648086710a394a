/** What needs neither Node nor an engine: for pages in a browser that show jobs and JSON texts. */

export { isFinal, type JobStatus } from './contract/job-status.ts';
export { findJsonFault, type JsonFault } from './contract/json-fault.ts';
export { type Place, placeAt } from './contract/json-place.ts';
