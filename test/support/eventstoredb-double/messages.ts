import { Empty, StreamIdentifier, UUID } from '@eventstore/db-client/generated/shared_pb';
import { AppendReq, AppendResp, ReadResp } from '@eventstore/db-client/generated/streams_pb';
import type { Expected, LoggedEvent, LogPosition, ProposedEvent, Verdict } from './log';

/** The name in a stream identifier. */
export function streamName(identifier: StreamIdentifier | undefined): string {
  return Buffer.from(identifier?.getStreamName_asU8() ?? []).toString('utf8');
}

export function streamIdentifier(name: string): StreamIdentifier {
  return new StreamIdentifier().setStreamName(Buffer.from(name, 'utf8').toString('base64'));
}

/** What both kinds of append propose an event with. */
interface Proposal {
  getId(): UUID | undefined;
  getMetadataMap(): { get(name: string): string | undefined };
  getData_asU8(): Uint8Array;
  getCustomMetadata_asU8(): Uint8Array;
}

export function proposedEvent(message: Proposal): ProposedEvent {
  return {
    id: message.getId()?.getString() ?? '',
    type: message.getMetadataMap().get('type') ?? '',
    contentType: message.getMetadataMap().get('content-type') ?? '',
    data: message.getData_asU8(),
    customMetadata: message.getCustomMetadata_asU8(),
  };
}

export function expectedOf(options: AppendReq.Options): Expected {
  if (options.hasNoStream()) return 'no-stream';
  if (options.hasStreamExists()) return 'stream-exists';
  return options.hasRevision() ? Number(options.getRevision()) : 'any';
}

export function appendResponse(verdict: Verdict, expected: Expected): AppendResp {
  if (verdict.kind === 'stored') {
    const position = new AppendResp.Position()
      .setCommitPosition(String(verdict.position.commit))
      .setPreparePosition(String(verdict.position.prepare));
    const success = new AppendResp.Success().setCurrentRevision(String(verdict.revision)).setPosition(position);
    return new AppendResp().setSuccess(success);
  }
  const wrong = new AppendResp.WrongExpectedVersion();
  if (verdict.actual === -1) wrong.setCurrentNoStream(new Empty());
  else wrong.setCurrentRevision(String(verdict.actual));
  if (typeof expected === 'number') wrong.setExpectedRevision(String(expected));
  else if (expected === 'no-stream') wrong.setExpectedNoStream(new Empty());
  else if (expected === 'stream-exists') wrong.setExpectedStreamExists(new Empty());
  else wrong.setExpectedAny(new Empty());
  return new AppendResp().setWrongExpectedVersion(wrong);
}

/** What servers before 22.6 tell of the place of an event when its stream is read. */
const NO_POSITION = String(2n ** 64n - 1n);

export function eventResponse(event: LoggedEvent, tellsPosition = true): ReadResp {
  const { commit, prepare } = event.position;
  const recorded = new ReadResp.ReadEvent.RecordedEvent()
    .setId(new UUID().setString(event.id))
    .setStreamIdentifier(streamIdentifier(event.stream))
    .setStreamRevision(String(event.revision))
    .setCommitPosition(tellsPosition ? String(commit) : NO_POSITION)
    .setPreparePosition(tellsPosition ? String(prepare) : NO_POSITION)
    .setData(event.data)
    .setCustomMetadata(event.customMetadata);
  recorded
    .getMetadataMap()
    .set('type', event.type)
    .set('content-type', event.contentType)
    .set('created', String(event.createdTicks));
  const read = new ReadResp.ReadEvent().setEvent(recorded).setCommitPosition(String(commit));
  return new ReadResp().setEvent(read);
}

export function checkpointResponse({ commit, prepare }: LogPosition): ReadResp {
  const checkpoint = new ReadResp.Checkpoint().setCommitPosition(String(commit)).setPreparePosition(String(prepare));
  return new ReadResp().setCheckpoint(checkpoint);
}

export function confirmationResponse(subscriptionId: string): ReadResp {
  const confirmation = new ReadResp.SubscriptionConfirmation().setSubscriptionId(subscriptionId);
  return new ReadResp().setConfirmation(confirmation);
}

export function caughtUpResponse(): ReadResp {
  return new ReadResp().setCaughtUp(new ReadResp.CaughtUp());
}

export function streamNotFoundResponse(name: string): ReadResp {
  const notFound = new ReadResp.StreamNotFound().setStreamIdentifier(streamIdentifier(name));
  return new ReadResp().setStreamNotFound(notFound);
}
