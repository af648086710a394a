import { type ContractProfile, profileV1 } from '@planqk-service/core';

/** A call of the Service API as scenarios name it. */
export type CallName = 'submit' | 'status' | 'result' | 'interim-results' | 'cancel' | 'health';

/** The same names by the profile's. */
export const callNames: Readonly<Record<keyof ContractProfile['endpoints'], CallName>> = {
  health: 'health',
  createJob: 'submit',
  getJob: 'status',
  getResult: 'result',
  getInterimResults: 'interim-results',
  cancelJob: 'cancel',
};

/**
 * What goes wrong with one request: a status in place of the answer; `drop`: the connection is closed before the
 * request is looked at; `lose`: it is carried out, and the connection closed in place of an answer; `cut`: the answer
 * breaks off half-way.
 */
export type Fault = 'drop' | 'lose' | 'cut' | number;

/** When which requests go wrong; conditions that are given all have to hold. */
export interface RequestRule {
  readonly on?: readonly CallName[];
  readonly fault: Fault;
  /** Seconds. */
  readonly retryAfter?: number;
  /** From 0 to 1. */
  readonly share?: number;
  readonly first?: number;
  readonly every?: number;
}

/** What a server does to its clients. Shape: `schemas/scenario.schema.json`, which explains each field. */
export interface FaultScenario {
  readonly description?: string;
  readonly seed?: number;
  readonly submit?: { readonly delayMs?: number };
  readonly jobs?: {
    readonly pending?: { readonly polls: number };
    readonly unknown?: { readonly after?: number; readonly polls: number };
    readonly fail?: {
      readonly after?: number;
      readonly every?: number;
      readonly code?: string;
      readonly detail?: string;
    };
    readonly lateResult?: { readonly reads: number };
  };
  readonly requests?: readonly RequestRule[];
  readonly token?: { readonly requests: number };
}

/** Which call a route is, by its method and its path with `:id`; undefined for everything beside the six. */
export function callOf(method: string, route: string | undefined): CallName | undefined {
  for (const [name, endpoint] of Object.entries(profileV1.endpoints))
    if (endpoint.method === method && endpoint.path.replace('{id}', ':id') === route)
      return callNames[name as keyof typeof callNames];
  return undefined;
}
