import type { Configuration } from '@outturn/configuration';
import type { Params } from 'nestjs-pino';
import { stdSerializers, stdTimeFunctions, type DestinationStream } from 'pino';
import type { Options } from 'pino-http';
import type { AuthenticatedRequest } from '../security/guard';
import { correlationIdOf, type CorrelatedRequest } from './correlation';

const SECRETS: readonly (readonly [RegExp, string])[] = [
  // User and password in an address.
  [/(:\/\/)[^\s/@:]*:[^\s/@]*@/g, '$1***@'],
  [/\bBearer\s+[A-Za-z0-9._~+/=-]+/gi, 'Bearer ***'],
  // A token by its look: three parts in base64url, of which the first is a JSON object.
  [/\beyJ[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]*/g, '***'],
  [/\b(password|secret|token|authorization)(["']?\s*[=:]\s*["']?)[^\s"',;&]+/gi, '$1$2***'],
];

/** A text without anything that looks like a secret. */
export function withoutSecrets(text: string): string {
  return SECRETS.reduce((redacted, [pattern, replacement]) => redacted.replace(pattern, replacement), text);
}

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
    serializers: { req: requestLine, res: responseLine, err: errorLine },
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
    hooks: { logMethod: redactArguments },
  };
  return { pinoHttp: destination === undefined ? options : [options, destination] };
}

function redactArguments(this: unknown, args: unknown[], method: (...args: unknown[]) => void): void {
  method.apply(
    this,
    args.map((arg) => (typeof arg === 'string' ? withoutSecrets(arg) : arg)),
  );
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

function errorLine(error: Error) {
  const { message, stack } = stdSerializers.err(error);
  return { type: error.name, message: withoutSecrets(message), stack: withoutSecrets(stack) };
}
