import type { Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Configuration } from '@outturn/configuration';
import { Logger } from 'nestjs-pino';
import { AppModule, type AppModuleOptions } from './app.module';
import { correlate } from './api/correlation';
import { Metrics } from './api/metrics';
import { serveDocumentation } from './api/openapi';
import { plainHeaders } from './api/plain-headers';
import { problemText } from './api/problem-text';
import { serveAssets } from './pages/assets';
import { securityHeaders } from './pages/security-headers';
import type { ServerParts } from './parts';

const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 30_000;
/** How often Node looks for connections whose time is up. */
const CHECK_EVERY_MS = 1_000;
/** Longer than the longest statement of the database may take. */
const SOCKET_TIMEOUT_MS = 60_000;
/** So long has whoever was refused to close the connection too. */
const CLOSING_TIMEOUT_MS = 1_000;

/** A server that is put together and not yet listening. */
export interface OutturnServer {
  readonly app: NestExpressApplication;
  /** Starts to answer, and says at which address. */
  listen(): Promise<string>;
  /** Answers what has been asked, and stops. The parts stay open: whoever made them closes them. */
  close(): Promise<void>;
}

/**
 * Puts the server together.
 *
 * @throws {Error} when the configuration asks for the demonstration identities elsewhere than standalone on loopback.
 */
export async function createServer(
  configuration: Configuration,
  parts: ServerParts,
  options: AppModuleOptions = {},
): Promise<OutturnServer> {
  const module = AppModule.forConfiguration(configuration, parts, options);
  // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- Nest means a plain object here.
  const app = await NestFactory.create<NestExpressApplication>(module, {
    bodyParser: false,
    // What Nest says while it puts itself together is no news; its later warnings are.
    logger: false,
    abortOnError: false,
  });
  setUpMiddleware(app, configuration);
  serveDocumentation(app);
  await app.init();
  app.useLogger(app.get(Logger));
  const server: Server = app.getHttpServer();
  setTimeouts(server);
  return {
    app,
    listen: async () => {
      await app.listen(configuration.port, configuration.host);
      return addressOf(server);
    },
    close: async () => {
      server.closeIdleConnections();
      await app.close();
    },
  };
}

/** What every request passes before the logger, the body and the routes, in this order. */
function setUpMiddleware(app: NestExpressApplication, { signIn }: Configuration): void {
  app.disable('x-powered-by');
  app.set('etag', false);
  app.set('query parser', 'simple');
  const metrics = app.get(Metrics);
  app.use(metrics.measure.bind(metrics));
  app.use(correlate);
  app.use(plainHeaders);
  app.use(securityHeaders(signIn));
  app.use(serveAssets);
}

function setTimeouts(server: Server): void {
  // Node reads both from the server and types them for its making only, which Nest does; without a host a request is
  // answered by `requireHost`, as Node would answer it without a word.
  Object.assign(server, { connectionsCheckingInterval: CHECK_EVERY_MS, requireHostHeader: false });
  server.headersTimeout = HEADERS_TIMEOUT_MS;
  server.requestTimeout = REQUEST_TIMEOUT_MS;
  server.setTimeout(SOCKET_TIMEOUT_MS);
  // What is not HTTP never gets to a route.
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    socket.setTimeout(CLOSING_TIMEOUT_MS);
    if (socket.writable) socket.end(problemText(error.code));
    else socket.destroy();
  });
}

function addressOf(server: Server): string {
  // A server that listens on a port has an address with a port.
  const { address, family, port } = server.address() as AddressInfo;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}
