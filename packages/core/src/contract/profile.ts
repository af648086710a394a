import type { JobStatus } from './job-status.ts';

/** One call of the Service API; `{id}` in the path stands for the job's id. */
export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
}

/** What a service prints on stdout to hand something back. */
export interface Markers {
  /** What all markers begin with; a line that begins with it and is no marker is reported. */
  readonly prefix: string;
  /** One line; a colon and the JSON text follow. */
  readonly result: string;
  /** A line of its own before and after the JSON text. */
  readonly multiline: string;
  /** One line; the JSON text follows, after a colon or a blank. */
  readonly interim: string;
}

/**
 * One generation of the platform's contract with a container, as data. Paths, markers and endpoints are spelled
 * here and nowhere else, so that the next generation is one more object.
 */
export interface ContractProfile {
  readonly id: string;
  readonly input: {
    /** Absolute folder inside the container. */
    readonly folder: string;
    /** File names inside the folder. */
    readonly files: { readonly data: string; readonly params: string };
    /** Environment variable that points a service started without a container to its input folder. */
    readonly folderVariable: string;
  };
  readonly markers: Markers;
  readonly endpoints: {
    readonly health: Endpoint;
    readonly createJob: Endpoint;
    readonly getJob: Endpoint;
    readonly getResult: Endpoint;
    readonly getInterimResults: Endpoint;
    readonly cancelJob: Endpoint;
  };
  readonly statuses: readonly JobStatus[];
  readonly limits: {
    /** What the platform accepts in a request, in bytes; larger data goes by reference. */
    readonly inputByValueBytes: number;
  };
  /** TCP port of the local Service API. */
  readonly defaultPort: number;
}

/**
 * The contract of today's platform.
 *
 * Source: PlanQK documentation, custom containers and Service API. Our decision: "1 MB" is read as 1 000 000
 * bytes, the smaller of the two readings, and the name of the environment variable.
 */
export const profileV1: ContractProfile = {
  id: 'v1',
  input: {
    folder: '/var/input',
    files: { data: 'data.json', params: 'params.json' },
    folderVariable: 'PLANQK_INPUT_DIR',
  },
  markers: {
    prefix: 'PlanQK:Job:',
    result: 'PlanQK:Job:Result',
    multiline: 'PlanQK:Job:MultilineResult',
    interim: 'PlanQK:Job:InterimResult',
  },
  endpoints: {
    health: { method: 'GET', path: '/' },
    createJob: { method: 'POST', path: '/' },
    getJob: { method: 'GET', path: '/{id}' },
    getResult: { method: 'GET', path: '/{id}/result' },
    getInterimResults: { method: 'GET', path: '/{id}/interim-results' },
    cancelJob: { method: 'PUT', path: '/{id}/cancel' },
  },
  statuses: ['UNKNOWN', 'PENDING', 'RUNNING', 'SUCCEEDED', 'CANCELLED', 'FAILED'],
  limits: { inputByValueBytes: 1_000_000 },
  defaultPort: 8081,
};
