import type { ServerHttp2Stream } from 'node:http2';
import type { handleClientStreamingCall, ServerReadableStream, ServiceError } from '@grpc/grpc-js';
import type { AppendReq, AppendResp } from '@eventstore/db-client/generated/streams_pb';
import type { AppendFault } from './faults';
import type { Expected, ProposedEvent, Verdict } from './log';
import { appendResponse, expectedOf, proposedEvent, streamName } from './messages';
import type { ServedNode } from './served-node';
import { accessDenied, notLeader, tooLarge, unavailable } from './statuses';

/** One append, as either call brings it. */
export interface AppendRequest {
  readonly stream: string;
  readonly expected: Expected;
  readonly events: readonly ProposedEvent[];
}

/** What comes of an append: a verdict, an error, an end without an answer, or silence. */
export type Outcome =
  | Verdict
  | { readonly kind: 'error'; readonly error: ServiceError }
  | { readonly kind: 'end' }
  | { readonly kind: 'silence' };

/** The call `Append`: options first, then an event a message; one answer. */
export function append(node: ServedNode): handleClientStreamingCall<AppendReq, AppendResp> {
  return (call, answer) => {
    const events: ProposedEvent[] = [];
    let options: AppendReq.Options | undefined;
    // A connection that breaks meanwhile leaves nothing to answer.
    call.on('error', () => undefined);
    call.on('data', (request: AppendReq) => {
      options ??= request.getOptions();
      const message = request.getProposedMessage();
      if (message) events.push(proposedEvent(message));
    });
    call.on('end', () => {
      node.calls.append += 1;
      if (!options || isBrokenOff(call)) return;
      const expected = expectedOf(options);
      const needsLeader = call.metadata.get('requires-leader').includes('true');
      const outcome = perform(
        node,
        { stream: streamName(options.getStreamIdentifier()), expected, events },
        needsLeader,
      );
      if (outcome.kind === 'silence') return;
      if (outcome.kind === 'error') answer(outcome.error);
      else if (outcome.kind === 'end') answer(null, null);
      else answer(null, appendResponse(outcome, expected));
    });
  };
}

/**
 * Whether the caller has given the call up, so that what came of it may be a part. A real server fails at reading it;
 * here it ends like any other, and `cancelled` is only set some moments after that.
 */
function isBrokenOff(call: ServerReadableStream<AppendReq, AppendResp>): boolean {
  // gRPC looks there itself, and shows it to nobody.
  const { stream } = (call as unknown as { readonly call: { readonly stream: ServerHttp2Stream } }).call;
  return call.cancelled || stream.closed;
}

/** Carries out an append, or lets it go wrong. */
export function perform(node: ServedNode, request: AppendRequest, needsLeader: boolean): Outcome {
  if (needsLeader && !node.isLeader()) return { kind: 'error', error: notLeader(node.leader()) };
  const fault = node.faults.takeAppend();
  if (fault) return performWrongly(node, request, fault);
  return store(node, request);
}

function store(node: ServedNode, { stream, events, expected }: AppendRequest): Outcome {
  const sizeBytes = events.reduce((sum, event) => sum + sizeOnDisk(event), 0);
  if (sizeBytes > node.appendLimitBytes) return { kind: 'error', error: tooLarge(node.appendLimitBytes) };
  return node.log.append(stream, events, expected);
}

/** As the real server counts it. */
function sizeOnDisk({ data, customMetadata, type }: ProposedEvent): number {
  return data.length + customMetadata.length + 2 * type.length;
}

function performWrongly(node: ServedNode, request: AppendRequest, fault: AppendFault): Outcome {
  switch (fault) {
    case 'cut-before-storing':
      node.cutConnections();
      return { kind: 'silence' };
    case 'cut-after-storing':
      store(node, request);
      node.cutConnections();
      return { kind: 'silence' };
    case 'hang-before-storing':
      return { kind: 'silence' };
    case 'hang-after-storing':
      store(node, request);
      return { kind: 'silence' };
    case 'end-before-storing':
      return { kind: 'end' };
    case 'unavailable':
      return { kind: 'error', error: unavailable() };
    case 'not-leader':
      return { kind: 'error', error: notLeader(node.leader()) };
    case 'access-denied':
      return { kind: 'error', error: accessDenied() };
    case 'too-large':
      return { kind: 'error', error: tooLarge(node.appendLimitBytes) };
  }
}
