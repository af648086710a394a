export { type CleanOptions, type CleanReport, cleanStore } from './clean-store.ts';
export { type CloseOptions, createServer, type Server, type ServerOptions } from './create-server.ts';
export type { ServerEvent } from './events/event-bus.ts';
export type { Scenario, Timeouts } from './http/create-app.ts';
export { type HttpErrorCode, httpErrors, type InputViolation } from './http/http-errors.ts';
export type { ApiJob, JobDetails, JobSummary } from './http/job-view.ts';
export type { ContainerState, Job, JobError } from './jobs/job.ts';
export type { Keep } from './jobs/retention.ts';
