import type { handleBidiStreamingCall, ServerDuplexStream } from '@grpc/grpc-js';
import { Any } from 'google-protobuf/google/protobuf/any_pb';
import { Empty } from 'google-protobuf/google/protobuf/empty_pb';
import { AllStreamPosition, WrongExpectedVersion } from '@eventstore/db-client/generated/shared_pb';
import { Status } from '@eventstore/db-client/generated/status_pb';
import { BatchAppendResp, type BatchAppendReq } from '@eventstore/db-client/generated/streams_pb';
import { perform } from './appends';
import type { Expected, ProposedEvent, Verdict } from './log';
import { proposedEvent, streamIdentifier, streamName } from './messages';
import type { ServedNode } from './served-node';

type Call = ServerDuplexStream<BatchAppendReq, BatchAppendResp>;

/** Events that have come for an append whose last part has not. */
interface Unfinished {
  readonly options: BatchAppendReq.Options;
  readonly events: ProposedEvent[];
}

/** The call `BatchAppend`: many appends over one stream, each answered under its correlation id. */
export function batchAppend(node: ServedNode): handleBidiStreamingCall<BatchAppendReq, BatchAppendResp> {
  return (call) => {
    const unfinished = new Map<string, Unfinished>();
    call.on('error', () => undefined);
    call.on('end', () => {
      call.end();
    });
    call.on('data', (request: BatchAppendReq) => {
      const id = request.getCorrelationId()?.getString() ?? '';
      const options = request.getOptions();
      const append = unfinished.get(id) ?? (options && { options, events: [] });
      if (!append) return;
      unfinished.set(id, append);
      append.events.push(...request.getProposedMessagesList().map(proposedEvent));
      if (!request.getIsFinal()) return;
      unfinished.delete(id);
      finish(node, call, request, append);
    });
  };
}

function finish(node: ServedNode, call: Call, request: BatchAppendReq, { options, events }: Unfinished): void {
  node.calls.batchAppend += 1;
  const expected = expectedOf(options);
  const stream = streamName(options.getStreamIdentifier());
  const outcome = perform(node, { stream, expected, events }, call.metadata.get('requires-leader').includes('true'));
  if (outcome.kind === 'silence') return;
  if (outcome.kind === 'end') call.end();
  else if (outcome.kind === 'error') call.emit('error', outcome.error);
  else call.write(response(request, stream, outcome, expected));
}

function expectedOf(options: BatchAppendReq.Options): Expected {
  if (options.hasNoStream()) return 'no-stream';
  if (options.hasStreamExists()) return 'stream-exists';
  return options.hasStreamPosition() ? Number(options.getStreamPosition()) : 'any';
}

function response(request: BatchAppendReq, stream: string, verdict: Verdict, expected: Expected): BatchAppendResp {
  const answer = new BatchAppendResp()
    .setCorrelationId(request.getCorrelationId())
    .setStreamIdentifier(streamIdentifier(stream));
  if (verdict.kind === 'wrong-revision') return answer.setError(wrongRevision(verdict.actual, expected));
  const position = new AllStreamPosition()
    .setCommitPosition(String(verdict.position.commit))
    .setPreparePosition(String(verdict.position.prepare));
  const success = new BatchAppendResp.Success().setCurrentRevision(String(verdict.revision)).setPosition(position);
  return answer.setSuccess(success);
}

function wrongRevision(actual: number, expected: Expected): Status {
  const wrong = new WrongExpectedVersion();
  if (actual === -1) wrong.setCurrentNoStream(new Empty());
  else wrong.setCurrentStreamRevision(String(actual));
  if (typeof expected === 'number') wrong.setExpectedStreamPosition(String(expected));
  else if (expected === 'no-stream') wrong.setExpectedNoStream(new Empty());
  else wrong.setExpectedAny(new Empty());
  const details = new Any();
  details.pack(wrong.serializeBinary(), 'event_store.client.WrongExpectedVersion');
  return new Status().setMessage('WrongExpectedVersion').setDetails(details);
}
