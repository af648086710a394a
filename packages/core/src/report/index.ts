export { errorEnvelope, successEnvelope } from './envelope.ts';
export { type ErrorReport, errorText, reportOf } from './error-report.ts';
