import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Scenario } from '../http/create-app.ts';
import { type ApiJob, utcText } from '../http/job-view.ts';
import { cutShort, discard } from './broken-answer.ts';
import { disguised } from './disguise.ts';
import { type CallName, callOf, type FaultScenario } from './fault-scenario.ts';
import { LabState } from './lab-state.ts';
import { planFaults } from './plan-faults.ts';

export interface FaultLabOptions {
  /** In place of the scenario's own. */
  readonly seed?: number | undefined;
  /** Told of each fault, such as `GET /…/result: 500`. */
  readonly onFault?: ((text: string) => void) | undefined;
}

/**
 * Makes a server behave as a scenario says, for those who develop clients: `createServer({scenario: faultLab(…)})`.
 * Only the six calls of the Service API are touched; jobs really run, and the page shows what they really do.
 */
export function faultLab(scenario: FaultScenario, { seed, onFault }: FaultLabOptions = {}): Scenario {
  const plan = planFaults(scenario, seed);
  const { fail } = scenario.jobs ?? {};
  const errorBody = JSON.stringify({
    code: fail?.code ?? 'SCENARIO',
    detail: fail?.detail ?? 'The scenario of this server lets the job fail.',
  });

  return (app: FastifyInstance) => {
    const state = new LabState(plan, scenario);
    /** What is to become of the answer to a request, or that it is one of ours already. */
    const planned = new WeakMap<FastifyRequest, 'refused' | 'lose' | 'cut'>();
    const refuse = (request: FastifyRequest, reply: FastifyReply, status: number, code: string, detail: string) => {
      planned.set(request, 'refused');
      if (status === 401) reply.header('www-authenticate', 'Bearer');
      return reply.code(status).send({ code, detail });
    };

    app.addHook('onRequest', async (request, reply) => {
      const call = nameOf(request);
      if (call === undefined) return undefined;
      const pass = call === 'health' ? 'fine' : state.token(request.headers.authorization);
      if (pass === 'missing') return refuse(request, reply, 401, 'TOKEN_MISSING', 'Send any word as bearer token.');
      if (pass === 'expired') {
        onFault?.(`${request.method} ${request.url}: the token has expired`);
        return refuse(request, reply, 401, 'TOKEN_EXPIRED', 'The token has expired.');
      }
      const { fault, retryAfter } = state.fault(call, idOf(request)) ?? {};
      if (fault !== undefined) onFault?.(`${request.method} ${request.url}: ${fault}`);
      if (fault === 'drop') return hangUp(request, reply);
      if (typeof fault === 'number') {
        if (retryAfter !== undefined) reply.header('retry-after', retryAfter);
        return refuse(request, reply, fault, 'SCENARIO', 'The scenario of this server says so.');
      }
      if (fault !== undefined) planned.set(request, fault);
      if (call === 'submit') await wait(scenario.submit?.delayMs ?? 0);
      return undefined;
    });

    app.addHook('preSerialization', async (request, reply, payload) => {
      const call = nameOf(request);
      if (reply.statusCode >= 300 || (call !== 'submit' && call !== 'status' && call !== 'cancel')) return payload;
      const job = payload as ApiJob;
      if (call === 'submit') state.meet(job.id);
      if (call === 'submit') return job;
      if (call === 'cancel') state.reveal(job.id);
      const shown = call === 'status' ? state.poll(job.id, job.status) : state.shown(job.id);
      return disguised(job, shown, utcText(Date.now()));
    });

    app.addHook('onSend', async (request, reply, payload) => {
      const call = nameOf(request);
      const id = idOf(request) ?? '';
      if (planned.get(request) === 'refused') return payload;
      if (call === 'result') return sendResult(id, reply, payload);
      if (call === 'interim-results' && reply.statusCode === 200 && state.shown(id) === 'PENDING')
        return instead(reply, 200, '[]', payload);
      return payload;
    });

    app.addHook('onSend', async (request, reply, payload) => {
      const how = planned.get(request);
      if (how === 'cut') return cutShort(payload, reply, request.raw.socket);
      if (how === 'lose') {
        request.raw.socket.destroy();
        return instead(reply, reply.statusCode, '', payload);
      }
      return payload;
    });

    function sendResult(id: string, reply: FastifyReply, payload: unknown): unknown {
      const shown = state.shown(id);
      if (shown === 'FAILED') return instead(reply, 200, errorBody, payload);
      if (reply.statusCode !== 200) return payload;
      if (shown === 'none' && !state.isLate(id)) return payload;
      const detail = `There is no result yet${shown === 'none' ? '' : `: the job is ${shown}`}.`;
      return instead(reply, 404, JSON.stringify({ code: 'NOT_FOUND', detail }), payload);
    }
  };
}

function nameOf({ method, routeOptions }: FastifyRequest): CallName | undefined {
  return callOf(method, routeOptions.url);
}

function idOf({ params }: FastifyRequest): string | undefined {
  return (params as { id?: string } | undefined)?.id;
}

function instead(reply: FastifyReply, status: number, body: string, payload: unknown): string {
  discard(payload);
  reply.code(status).header('content-type', 'application/json; charset=utf-8').removeHeader('content-length');
  return body;
}

function hangUp(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  request.raw.socket.destroy();
  return reply.hijack();
}
