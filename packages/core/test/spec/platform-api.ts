type Json = Record<string, unknown>;

interface Parameter {
  readonly in: 'path' | 'query';
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
}

interface Operation {
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Parameter[];
  /** Properties of the request's body, by the schema that each refers to. */
  readonly body?: Readonly<Record<string, string>>;
  /** Schema of the answer to a success, as a reference or spelled out. */
  readonly success: readonly [status: string, schema: Json, headers?: readonly string[] | undefined];
  readonly failures: readonly string[];
}

/** The Service API as data. */
export interface Api {
  readonly operations: readonly Operation[];
  readonly job: Readonly<Record<string, readonly string[] | undefined>>;
}

const ref = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });
const id: Parameter = { in: 'path', name: 'id', type: 'string', required: true };
const usual = ['401', '403', '404', '500'];

/**
 * Written down by hand from the platform's documentation of its Service API, and by nothing that the checks use: both
 * can be held against it.
 */
export const platformApi: Api = {
  operations: [
    {
      method: 'get',
      path: '/',
      parameters: [],
      success: ['200', { type: 'object', properties: { status: { type: 'string' } } }],
      failures: [],
    },
    {
      method: 'post',
      path: '/',
      parameters: [],
      body: { data: 'inputData', params: 'inputParams' },
      success: ['201', ref('job'), ['Location']],
      failures: ['400', ...usual],
    },
    { method: 'get', path: '/{id}', parameters: [id], success: ['200', ref('job')], failures: usual },
    {
      method: 'get',
      path: '/{id}/result',
      parameters: [id],
      success: ['200', { oneOf: [ref('resultResponse'), ref('errorResponse')] }],
      failures: usual,
    },
    {
      method: 'get',
      path: '/{id}/interim-results',
      parameters: [id, { in: 'query', name: 'last', type: 'boolean', required: false }],
      success: [
        '200',
        { oneOf: [{ type: 'array', items: ref('interimResultResponse') }, ref('interimResultResponse')] },
      ],
      failures: usual,
    },
    { method: 'put', path: '/{id}/cancel', parameters: [id], success: ['200', ref('job')], failures: usual },
  ],
  job: {
    id: undefined,
    status: ['UNKNOWN', 'PENDING', 'RUNNING', 'SUCCEEDED', 'CANCELLED', 'FAILED'],
    createdAt: undefined,
    startedAt: undefined,
    endedAt: undefined,
  },
};

/** An OpenAPI document that says this and nothing else. */
export function documentOf({ operations, job }: Api): Json {
  const paths: Record<string, Json> = {};
  for (const operation of operations) {
    paths[operation.path] ??= {};
    (paths[operation.path] as Json)[operation.method] = operationOf(operation);
  }
  const own = { type: 'object', properties: { any: { type: 'string' } } };
  const properties = Object.entries(job).map(([name, values]) => [
    name,
    { type: 'string', ...(values && { enum: values }) },
  ]);
  return {
    openapi: '3.0.0',
    info: { title: 'A service', version: '1' },
    components: {
      schemas: {
        inputData: own,
        inputParams: own,
        interimResultResponse: own,
        resultResponse: own,
        errorResponse: own,
        job: { type: 'object', properties: Object.fromEntries(properties) },
      },
    },
    paths,
  };
}

function operationOf({ parameters, body, success: [status, schema, headers], failures }: Operation): Json {
  const json = (content: Json) => ({ content: { 'application/json': { schema: content } } });
  const named = (headers ?? []).map((name) => [name, { schema: { type: 'string' } }]);
  return {
    ...(parameters.length > 0 && {
      parameters: parameters.map(({ type, ...parameter }) => ({ ...parameter, schema: { type } })),
    }),
    ...(body && {
      requestBody: {
        required: true,
        ...json({
          type: 'object',
          properties: Object.fromEntries(Object.entries(body).map(([name, schema]) => [name, ref(schema)])),
        }),
      },
    }),
    responses: {
      [status]: { description: 'OK', ...json(schema), ...(headers && { headers: Object.fromEntries(named) }) },
      ...Object.fromEntries(failures.map((code) => [code, { description: code }])),
    },
  };
}

/** The API with one thing different, for each thing of it. */
export function* variantsOf(api: Api): Generator<{ readonly name: string; readonly api: Api }> {
  for (const [index, operation] of api.operations.entries()) {
    const at = `${operation.method} ${operation.path}`;
    const change = (name: string, next: Operation | undefined) => ({
      name: `${at}: ${name}`,
      api: { ...api, operations: api.operations.toSpliced(index, 1, ...(next ? [next] : [])) },
    });
    const [status, schema, headers] = operation.success;
    yield change('is removed', undefined);
    yield change('has another method', { ...operation, method: 'patch' });
    yield change('has another path', { ...operation, path: `${operation.path}/more`.replace('//', '/') });
    yield change('succeeds with another status', { ...operation, success: ['202', schema, headers] });
    yield change('answers something else', { ...operation, success: [status, { type: 'string' }, headers] });
    if (headers) yield change('answers without its header', { ...operation, success: [status, schema] });
    if (operation.body) yield change('takes no body', withoutBody(operation));
    else yield change('takes a body', { ...operation, body: { data: 'inputData' } });
    for (const name of Object.keys(operation.body ?? {})) {
      const { [name]: _, ...rest } = operation.body ?? {};
      yield change(`takes no ${name}`, { ...operation, body: rest });
      yield change(`takes another ${name}`, { ...operation, body: { ...rest, [name]: 'job' } });
    }
    for (const code of operation.failures)
      yield change(`has no ${code}`, { ...operation, failures: operation.failures.filter((each) => each !== code) });
    yield change('has 418', { ...operation, failures: [...operation.failures, '418'] });
    const extra: Parameter = { in: 'query', name: 'page', type: 'integer', required: false };
    yield change('has one more parameter', { ...operation, parameters: [...operation.parameters, extra] });
    for (const [place, parameter] of operation.parameters.entries()) {
      const replace = (...next: Parameter[]) => ({
        ...operation,
        parameters: operation.parameters.toSpliced(place, 1, ...next),
      });
      const { name } = parameter;
      yield change(`has no ${name}`, replace());
      yield change(`has another name for ${name}`, replace({ ...parameter, name: `${name}s` }));
      yield change(`has another type of ${name}`, replace({ ...parameter, type: 'number' }));
      yield change(`has ${name} elsewhere`, replace({ ...parameter, in: parameter.in === 'path' ? 'query' : 'path' }));
      yield change(`asks otherwise for ${name}`, replace({ ...parameter, required: !parameter.required }));
    }
  }
  for (const [name, values] of Object.entries(api.job)) {
    const { [name]: _, ...rest } = api.job;
    yield { name: `job without ${name}`, api: { ...api, job: rest } };
    yield { name: `job with ${name} as another enum`, api: { ...api, job: { ...rest, [name]: ['A'] } } };
    for (const value of values ?? []) {
      const others = values?.filter((each) => each !== value) ?? [];
      yield { name: `job never ${value}`, api: { ...api, job: { ...rest, [name]: others } } };
    }
  }
  yield { name: 'job with more', api: { ...api, job: { ...api.job, name: undefined } } };
}

function withoutBody({ body: _, ...operation }: Operation): Operation {
  return operation;
}
