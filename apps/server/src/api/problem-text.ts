import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import { Problem, problemBody } from './problem';

const PROBLEMS: Readonly<Record<string, readonly [number, string]>> = {
  HPE_HEADER_OVERFLOW: [431, 'The headers are larger than 16 KB. Send fewer or shorter ones.'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'The request did not arrive in time. Send it again.'],
};

/** The whole answer to what Node's parser could not read, as text for the socket. */
export function problemText(code: string | undefined): string {
  const [status, detail] = PROBLEMS[code ?? ''] ?? [400, 'This is not a well-formed HTTP request.'];
  const problem = new Problem({ status, code: 'malformed-http', detail });
  const body = JSON.stringify(problemBody(problem, '', randomUUID()));
  return [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
    '',
    body,
  ].join('\r\n');
}
