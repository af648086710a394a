export { type FoundProblem, problemText } from './catalogue/found-problem.ts';
export { type Catalogue, catalogue, type ErrorCode, type ErrorEntry, type ExitCode } from './catalogue/index.ts';
export { nearest } from './nearest.ts';
export { type ErrorDetails, errorReference, isServiceError, ServiceError } from './service-error.ts';
