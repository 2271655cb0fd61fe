import { Metadata, status, type ServiceError } from '@grpc/grpc-js';

/** The leader's address, as the trailers of `not-leader` carry it. */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

function withTrailers(code: status, details: string, trailers: Readonly<Record<string, string>>): ServiceError {
  const metadata = new Metadata();
  for (const [name, value] of Object.entries(trailers)) metadata.set(name, value);
  return Object.assign(new Error(details), { code, details, metadata });
}

/** The node does not lead: asks to go to the one that does. */
export function notLeader(leader: Endpoint): ServiceError {
  return withTrailers(status.NOT_FOUND, `Leader info available: ${leader.host}:${leader.port}`, {
    exception: 'not-leader',
    'leader-endpoint-host': leader.host,
    'leader-endpoint-port': String(leader.port),
  });
}

export function accessDenied(): ServiceError {
  return withTrailers(status.PERMISSION_DENIED, 'Access Denied', { exception: 'access-denied' });
}

export function tooLarge(limitBytes: number): ServiceError {
  return withTrailers(status.INVALID_ARGUMENT, `Maximum Append Size of ${limitBytes} Exceeded.`, {
    exception: 'maximum-append-size-exceeded',
    'maximum-append-size': String(limitBytes),
  });
}

export function unavailable(): ServiceError {
  return withTrailers(status.UNAVAILABLE, 'Server Is Not Ready', {});
}
