import { isRecord } from '../../src/spec/load-spec.ts';

type Json = Record<string, unknown>;
type Path = readonly (string | number)[];

export interface Mutation {
  readonly name: string;
  readonly root: Json;
}

const annotations = new Set(['description', 'summary', 'title', 'example', 'tags']);
const methods = ['get', 'post', 'put', 'delete', 'options', 'head', 'patch', 'trace'];

/** Every single change of an operation, a parameter, a status code, a body or a property of the job. */
export function* mutationsOf(original: Json): Generator<Mutation> {
  const places = [
    ...leavesOf(original['paths'], ['paths']),
    ...leavesOf(jobOf(original), ['components', 'schemas', 'job']),
  ];
  for (const { path, value } of places) {
    const name = path.join('.');
    yield { name: `remove ${name}`, root: edit(original, path, undefined) };
    if (typeof value === 'string') yield { name: `change ${name}`, root: edit(original, path, `${value}x`) };
    if (typeof value === 'boolean') yield { name: `invert ${name}`, root: edit(original, path, !value) };
    if (typeof value === 'string' && path.at(-1) === '$ref')
      yield { name: `inline ${name}`, root: edit(original, path.slice(0, -1), { type: 'object' }) };
  }
  for (const [path, item] of Object.entries(original['paths'] as Record<string, Json>)) {
    for (const method of methods) {
      const at = ['paths', path, method];
      if (!(method in item)) {
        yield {
          name: `add ${method} ${path}`,
          root: edit(original, at, { responses: { '200': { description: '' } } }),
        };
        continue;
      }
      const parameter = { in: 'query', name: 'page', schema: { type: 'integer' } };
      const parameters = ((item[method] as Json)['parameters'] ?? []) as unknown[];
      yield {
        name: `add a parameter to ${at}`,
        root: edit(original, [...at, 'parameters'], [...parameters, parameter]),
      };
      yield { name: `share a parameter with ${at}`, root: edit(original, ['paths', path, 'parameters'], [parameter]) };
      yield { name: `add status 418 to ${at}`, root: edit(original, [...at, 'responses', '418'], { description: '' }) };
      yield {
        name: `add default to ${at}`,
        root: edit(original, [...at, 'responses', 'default'], { description: '' }),
      };
      yield { name: `secure ${at}`, root: edit(original, [...at, 'security'], [{ bearer: [] }]) };
      const body = { content: { 'text/plain': { schema: { type: 'string' } } } };
      if (method !== 'post') yield { name: `add a body to ${at}`, root: edit(original, [...at, 'requestBody'], body) };
    }
    yield {
      name: `move ${path}`,
      root: edit(edit(original, ['paths', path], undefined), ['paths', `${path}/x`], item),
    };
  }
  yield { name: 'add a path', root: edit(original, ['paths', '/{id}/log'], { get: { responses: {} } }) };
  const job = ['components', 'schemas', 'job'];
  for (const property of ['id', 'status', 'createdAt', 'startedAt', 'endedAt']) {
    const at = [...job, 'properties', property];
    yield { name: `type of job.${property}`, root: edit(original, [...at, 'type'], 'integer') };
    yield { name: `nullable job.${property}`, root: edit(original, [...at, 'nullable'], true) };
    yield { name: `format of job.${property}`, root: edit(original, [...at, 'format'], 'date-time') };
    yield { name: `required job.${property}`, root: edit(original, [...job, 'required'], [property]) };
  }
  yield { name: 'add job.name', root: edit(original, [...job, 'properties', 'name'], { type: 'string' }) };
  yield { name: 'close job', root: edit(original, [...job, 'additionalProperties'], false) };
}

function jobOf(root: Json): unknown {
  return ((root['components'] as Json)['schemas'] as Json)['job'];
}

/** Everything below `value` that belongs to the contract: containers and leaves. */
function* leavesOf(value: unknown, path: Path): Generator<{ path: Path; value: unknown }> {
  if (typeof value !== 'object' || value === null) return;
  const inNames = path.at(-1) === 'properties';
  for (const [key, child] of Object.entries(value)) {
    if (!inNames && annotations.has(key)) continue;
    // An optional parameter may say so or not.
    if (key === 'required' && child === false) continue;
    const place = [...path, Array.isArray(value) ? Number(key) : key];
    yield { path: place, value: child };
    yield* leavesOf(child, place);
  }
}

/** A copy with another value at `path`; undefined removes it. */
export function edit(root: Json, path: Path, value: unknown): Json {
  const copy = structuredClone(root);
  let at: unknown = copy;
  for (const step of path.slice(0, -1)) at = (at as Record<string | number, unknown>)[step];
  const last = path.at(-1) as string | number;
  if (value !== undefined) (at as Record<string | number, unknown>)[last] = value;
  else if (Array.isArray(at)) at.splice(Number(last), 1);
  else if (isRecord(at)) delete (at as Json)[last];
  return copy;
}
