import Fastify, { type FastifyInstance } from 'fastify';
import { eventRoute } from '../events/event-stream.ts';
import { answerBrokenRequest, answerErrors, answerUnroutable } from './errors.ts';
import { type GuardOptions, guard } from './guard.ts';
import type { HttpWorld } from './http-world.ts';
import { refuseOtherMethods } from './methods.ts';
import { openapiRoute } from './openapi-route.ts';
import { pageRoutes } from './page-routes.ts';
import { serviceRoutes } from './service-routes.ts';
import { statusRoutes } from './status-routes.ts';
import { uiRoutes } from './ui-routes.ts';

/** Changes what the server does to requests: hooks, before any route. What `serve --scenario` is made of. */
export type Scenario = (app: FastifyInstance) => void;

export interface AppOptions extends GuardOptions {
  readonly timeouts: Timeouts;
  readonly scenario?: Scenario | undefined;
  /** Ends what would otherwise go on: streams of events. */
  readonly closing: AbortSignal;
  readonly onBug: (error: unknown) => void;
}

/** How long clients may take, in milliseconds. */
export interface Timeouts {
  readonly headersMs: number;
  /** The whole request: bodies may be large, and come from slow clients. */
  readonly requestMs: number;
  /** How often is looked for those who take longer. */
  readonly checkEveryMs: number;
}

export const defaultTimeouts: Timeouts = { headersMs: 10_000, requestMs: 120_000, checkEveryMs: 1_000 };
const keepAliveMs = 5_000;

const everywhere = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
  'cache-control': 'no-store',
};

/** The whole HTTP side of a server, not listening yet. */
export function createApp(world: HttpWorld, options: AppOptions): FastifyInstance {
  const { bodyBytes } = world.limits;
  const { timeouts } = options;
  const app = Fastify({
    bodyLimit: bodyBytes,
    requestTimeout: timeouts.requestMs,
    keepAliveTimeout: keepAliveMs,
    http: {
      headersTimeout: timeouts.headersMs,
      connectionsCheckingInterval: timeouts.checkEveryMs,
      // Node would answer without a body; the guard asks for it.
      requireHostHeader: false,
    },
    forceCloseConnections: true,
    return503OnClosing: false,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
    clientErrorHandler: answerBrokenRequest,
    frameworkErrors: answerUnroutable,
  });
  // HTTP allows to ignore expectations that nobody knows; Node would answer without a body.
  app.server.on('checkExpectation', (request, response) => app.server.emit('request', request, response));
  app.removeAllContentTypeParsers();
  // Kept as it came: the texts of data and params must not go through JavaScript's numbers.
  app.addContentTypeParser('*', { parseAs: 'buffer' }, async (_request: unknown, body: Buffer) => body);
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers(everywhere);
  });
  guard(app, options);
  answerErrors(app, bodyBytes, options.onBug);
  options.scenario?.(app);

  serviceRoutes(app, world);
  statusRoutes(app, world);
  openapiRoute(app, world.project);
  uiRoutes(app, world);
  const isJob = (id: string) => world.store.get(id) !== undefined;
  eventRoute(app, world.events, { news: world.imageNews, isJob }, options.closing);
  pageRoutes(app);
  refuseOtherMethods(app);
  return app;
}
