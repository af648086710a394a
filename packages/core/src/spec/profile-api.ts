import type { ContractProfile } from '../contract/profile.ts';
import { profileV1 } from '../contract/profile.ts';

type Json = Readonly<Record<string, unknown>>;
type Call = keyof ContractProfile['endpoints'];

/**
 * What the platform offers for every service, as OpenAPI objects. Titles, descriptions, summaries, tags and
 * examples are ours and free; everything else is the contract.
 */
export interface ServiceApi {
  /** Path and lower-case method of every call, by its name in the profile. */
  readonly operations: readonly { readonly path: string; readonly method: string; readonly operation: Json }[];
  /** Schemas that stay as they are. */
  readonly fixedSchemas: Readonly<Record<string, Json>>;
  /** Schemas that belong to the author, with what to say about them where they are still empty. */
  readonly ownSchemas: Readonly<Record<OwnSchema, Json>>;
}

/** The schemas that an author describes. */
export type OwnSchema = 'inputData' | 'inputParams' | 'interimResultResponse' | 'resultResponse' | 'errorResponse';

const schemaRef = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });
const json = (schema: Json): Json => ({ 'application/json': { schema } });

const refusals: Json = {
  '401': { description: 'The access token is missing or has expired' },
  '403': { description: 'The caller has no access to this service' },
  '404': { description: 'Nothing is known under this address' },
  '500': { description: 'The platform has failed' },
};
const executionId: Json = {
  in: 'path',
  name: 'id',
  required: true,
  description: 'ID of the execution',
  schema: { type: 'string' },
};
const jobAnswer: Json = { description: 'The execution', content: json(schemaRef('job')) };

const calls: Readonly<Record<Call, Json>> = {
  health: {
    tags: ['Status API'],
    summary: 'Tell whether the service answers',
    responses: {
      '200': {
        description: 'The service answers',
        content: json({
          type: 'object',
          properties: { status: { type: 'string', example: 'Service is up and running' } },
        }),
      },
    },
  },
  createJob: {
    tags: ['Service API'],
    summary: 'Start an execution',
    description: 'Answers at once; the Location header leads to the status of the execution and its result.',
    requestBody: {
      required: true,
      content: json({
        type: 'object',
        properties: { data: schemaRef('inputData'), params: schemaRef('inputParams') },
      }),
    },
    responses: {
      '201': {
        description: 'The execution has been accepted',
        headers: { Location: { description: 'URL of the execution', schema: { type: 'string' } } },
        content: json(schemaRef('job')),
      },
      '400': { description: 'The input cannot be used' },
      ...refusals,
    },
  },
  getJob: {
    tags: ['Service API'],
    summary: 'Get the status of an execution',
    parameters: [executionId],
    responses: { '200': jobAnswer, ...refusals },
  },
  getResult: {
    tags: ['Service API'],
    summary: 'Get the result of an execution, or why it has failed',
    parameters: [executionId],
    responses: {
      '200': {
        description: 'The result; after a failure, the error',
        content: json({ oneOf: [schemaRef('resultResponse'), schemaRef('errorResponse')] }),
      },
      ...refusals,
    },
  },
  getInterimResults: {
    tags: ['Service API'],
    summary: 'Get what an execution has reported so far',
    parameters: [
      executionId,
      {
        in: 'query',
        name: 'last',
        required: false,
        description: 'Whether only the latest interim result is wanted; otherwise all of them, oldest first',
        schema: { type: 'boolean' },
      },
    ],
    responses: {
      '200': {
        description: 'All interim results, or the latest one',
        content: json({
          oneOf: [{ type: 'array', items: schemaRef('interimResultResponse') }, schemaRef('interimResultResponse')],
        }),
      },
      ...refusals,
    },
  },
  cancelJob: {
    tags: ['Service API'],
    summary: 'Cancel an execution',
    parameters: [executionId],
    responses: { '200': jobAnswer, ...refusals },
  },
};

/**
 * The Service API of a contract.
 *
 * Source: PlanQK documentation, custom containers and Service API; the platform's template for API descriptions.
 */
export function serviceApi(profile: ContractProfile = profileV1): ServiceApi {
  const text = { type: 'string' };
  return {
    operations: (Object.keys(profile.endpoints) as Call[]).map((call) => {
      const { method, path } = profile.endpoints[call];
      return { path, method: method.toLowerCase(), operation: calls[call] };
    }),
    fixedSchemas: {
      job: {
        type: 'object',
        properties: {
          id: text,
          status: { type: 'string', enum: [...profile.statuses] },
          createdAt: text,
          startedAt: text,
          endedAt: text,
        },
      },
    },
    ownSchemas: {
      inputData: { type: 'object', description: 'The problem to solve.' },
      inputParams: { type: 'object', description: 'How to solve it.' },
      interimResultResponse: { type: 'object', description: 'What is reported while an execution is running.' },
      resultResponse: { type: 'object', description: 'What an execution returns.' },
      errorResponse: {
        type: 'object',
        description: 'Why an execution has failed.',
        properties: {
          code: { type: 'string', description: 'What kind of failure it is, for programs.' },
          detail: { type: 'string', description: 'What has gone wrong, for people.' },
        },
      },
    },
  };
}
