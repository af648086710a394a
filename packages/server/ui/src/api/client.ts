import { nodeAt, rawAt, rawItems } from '../json/pick.ts';
import { parseTree } from '../json/tree.ts';
import { bodyText } from '../snippets/snippet.ts';
import { ApiError, errorBody, UnreachableError } from './errors.ts';
import type { InputTexts, InterimPage, JobDetails, JobPage, JobSummary, LogPage, Project } from './types.ts';

/** What the client needs of the world, and whom it tells. */
export interface ClientWorld {
  readonly fetch: typeof fetch;
  /** Without a slash at its end. */
  readonly base: string;
  readonly token: () => string | undefined;
  readonly onUnauthorized: () => void;
  readonly onUnreachable: () => void;
}

export type Client = ReturnType<typeof createClient>;

/**
 * The server's API, typed. Every call rejects with {@link ApiError} when the server refuses and with
 * {@link UnreachableError} when it does not answer. Inputs and results are raw texts, never parsed and written again.
 */
export function createClient(world: ClientWorld) {
  async function request(path: string, init: RequestInit = {}): Promise<Response> {
    const token = world.token();
    const headers = { ...init.headers, ...(token !== undefined && { Authorization: `Bearer ${token}` }) };
    let response: Response;
    try {
      response = await world.fetch(world.base + path, { ...init, headers, cache: 'no-store' });
    } catch (error) {
      if (init.signal?.aborted) throw error;
      world.onUnreachable();
      throw new UnreachableError('The server does not answer.');
    }
    if (response.ok) return response;
    const refusal = new ApiError(response.status, errorBody(response.status, await response.text()));
    if (refusal.needsToken) world.onUnauthorized();
    throw refusal;
  }
  const text = async (path: string, init?: RequestInit) => (await request(path, init)).text();
  const json = async <T>(path: string, init?: RequestInit): Promise<T> => JSON.parse(await text(path, init));

  return {
    request,

    /** The project, and the raw texts of its sample input. */
    async project(): Promise<{ project: Project; sample: InputTexts | undefined }> {
      const raw = await text('/ui/api/project');
      const sample = { data: rawAt(raw, ['sample', 'data']), params: rawAt(raw, ['sample', 'params']) };
      const known = sample.data !== undefined || sample.params !== undefined;
      return { project: JSON.parse(raw), sample: known ? sample : undefined };
    },

    jobs({ limit, before, status }: { limit: number; before?: string; status?: string }): Promise<JobPage> {
      const query = new URLSearchParams({ limit: String(limit) });
      if (before !== undefined) query.set('before', before);
      if (status !== undefined) query.set('status', status);
      return json(`/ui/api/jobs?${query}`);
    },

    job: (id: string, signal?: AbortSignal) => json<JobDetails>(`/ui/api/jobs/${id}`, signal ? { signal } : {}),

    async input(id: string): Promise<InputTexts> {
      const raw = await text(`/ui/api/jobs/${id}/input`);
      return { data: rawAt(raw, ['data']), params: rawAt(raw, ['params']) };
    },

    log(id: string, from: string | undefined, limit: number, signal: AbortSignal): Promise<LogPage> {
      const query = new URLSearchParams({ limit: String(limit), ...(from !== undefined && { from }) });
      return json(`/ui/api/jobs/${id}/log?${query}`, { signal });
    },

    submit: (input: InputTexts): Promise<Pick<JobSummary, 'id' | 'status'>> =>
      json('/', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: bodyText(input) }),

    cancel: (id: string) => text(`/${id}/cancel`, { method: 'PUT' }),

    result: (id: string) => text(`/${id}/result`),

    /** Some of the interim results, from `next` of the page before on. */
    async interimResults(id: string, from: string | undefined, signal: AbortSignal): Promise<InterimPage> {
      const query = from === undefined ? '' : `?from=${from}`;
      const raw = await text(`/ui/api/jobs/${id}/interim${query}`, { signal });
      const results = nodeAt(parseTree(raw), ['results']);
      return { ...JSON.parse(raw), results: results === undefined ? [] : rawItems(raw, results) };
    },
  };
}
