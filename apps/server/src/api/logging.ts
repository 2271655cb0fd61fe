import { errorInLog, logWithoutSecrets, type Configuration } from '@outturn/configuration';
import type { Params } from 'nestjs-pino';
import { stdTimeFunctions, type DestinationStream } from 'pino';
import type { Options } from 'pino-http';
import type { AuthenticatedRequest } from '../security/guard';
import { correlationIdOf, type CorrelatedRequest } from './correlation';

/**
 * How requests and errors are logged: one JSON line each. Of a request only its method, path, person and
 * correlation id: no headers, no query and no body, so no token can be among it.
 */
export function loggingParams({ logLevel }: Configuration, destination?: DestinationStream): Params {
  const options: Options = {
    level: logLevel,
    genReqId: (request) => correlationIdOf(request as CorrelatedRequest),
    customAttributeKeys: { responseTime: 'durationMs' },
    customProps: (request, response) => requestFacts(request as LoggedRequest, response),
    wrapSerializers: false,
    serializers: { req: requestLine, res: responseLine, err: errorInLog },
    timestamp: stdTimeFunctions.isoTime,
    base: undefined,
    redact: {
      paths: ['req.headers', 'res.headers', '*.authorization', '*.cookie', '*.password', '*.token'],
      remove: true,
    },
    customLogLevel: (_request, response, error) => levelOf(response.statusCode, error),
    customSuccessMessage: () => 'request answered',
    customErrorMessage: () => 'request failed',
    // Why it failed has been logged where it was known; here there is only the status.
    customErrorObject: (_request, _response, _error, line: object) => ({ ...line, err: undefined }),
    // Probes come every few seconds and say nothing.
    autoLogging: { ignore: (request) => /^\/(health\/|metrics)/.test(request.url ?? '') },
    formatters: { level: (label) => ({ level: label }) },
    hooks: { logMethod: logWithoutSecrets },
  };
  return { pinoHttp: destination === undefined ? options : [options, destination] };
}

function levelOf(status: number, error: Error | undefined) {
  if (error !== undefined || status >= 500) return 'error' as const;
  return status >= 400 ? ('warn' as const) : ('info' as const);
}

type LoggedRequest = CorrelatedRequest & AuthenticatedRequest;

/** Asked for twice: when a request comes, for every line about it, and when it has been answered, for that line. */
function requestFacts(request: LoggedRequest, response: { readonly writableEnded: boolean }) {
  return response.writableEnded ? { actor: request.identity?.actor } : { correlationId: correlationIdOf(request) };
}

function requestLine({ method, originalUrl }: LoggedRequest) {
  return { method, path: originalUrl.split('?')[0]?.slice(0, 300) };
}

function responseLine({ statusCode }: { readonly statusCode?: number }) {
  return { status: statusCode };
}
