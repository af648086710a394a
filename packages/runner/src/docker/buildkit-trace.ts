import protobuf from 'protobufjs/light.js';

/** One step as BuildKit reports it: once when known, once when started, once when completed. */
export interface Vertex {
  readonly digest: string;
  readonly name: string;
  readonly cached: boolean;
  /** Milliseconds since 1970; undefined until it happens. */
  readonly started: number | undefined;
  readonly completed: number | undefined;
  readonly error: string;
}

export interface Trace {
  readonly vertexes: readonly Vertex[];
  readonly logs: readonly { readonly vertex: string; readonly text: string }[];
}

interface RawTimestamp {
  readonly seconds: number;
  readonly nanos: number;
}

interface RawTrace {
  readonly vertexes: readonly {
    digest: string;
    name: string;
    cached: boolean;
    started?: RawTimestamp;
    completed?: RawTimestamp;
    error: string;
  }[];
  readonly logs: readonly { vertex: string; msg: Uint8Array }[];
}

// Source: moby/buildkit, api/services/control/control.proto (the fields that are shown to a user).
// dockerode decodes the same message, but hands out only lines of text without times.
const statusResponse = protobuf.Root.fromJSON({
  nested: {
    Timestamp: { fields: { seconds: { type: 'int64', id: 1 }, nanos: { type: 'int32', id: 2 } } },
    Vertex: {
      fields: {
        digest: { type: 'string', id: 1 },
        name: { type: 'string', id: 3 },
        cached: { type: 'bool', id: 4 },
        started: { type: 'Timestamp', id: 5 },
        completed: { type: 'Timestamp', id: 6 },
        error: { type: 'string', id: 7 },
      },
    },
    VertexLog: { fields: { vertex: { type: 'string', id: 1 }, msg: { type: 'bytes', id: 4 } } },
    StatusResponse: {
      fields: {
        vertexes: { rule: 'repeated', type: 'Vertex', id: 1 },
        logs: { rule: 'repeated', type: 'VertexLog', id: 3 },
      },
    },
  },
}).lookupType('StatusResponse');

/** Decodes one `moby.buildkit.trace` message of the build stream (base64). */
export function decodeTrace(base64: string): Trace {
  const message = statusResponse.decode(Buffer.from(base64, 'base64'));
  const raw = statusResponse.toObject(message, { longs: Number, defaults: true, arrays: true }) as RawTrace;
  return {
    vertexes: raw.vertexes.map((vertex) => ({
      digest: vertex.digest,
      name: vertex.name,
      cached: vertex.cached,
      error: vertex.error,
      started: toMilliseconds(vertex.started),
      completed: toMilliseconds(vertex.completed),
    })),
    logs: raw.logs.map(({ vertex, msg }) => ({ vertex, text: Buffer.from(msg).toString('utf8') })),
  };
}

function toMilliseconds(time: RawTimestamp | null | undefined): number | undefined {
  return time ? time.seconds * 1_000 + time.nanos / 1e6 : undefined;
}
