import { connect, constants, type ClientHttp2Session, type ClientHttp2Stream } from 'node:http2';
import { AppendReq } from '@eventstore/db-client/generated/streams_pb';
import { Empty, UUID } from '@eventstore/db-client/generated/shared_pb';
import { startEventStoreDbDouble, type EventStoreDbDouble } from '../support/eventstoredb-double';
import { streamIdentifier } from '../support/eventstoredb-double/messages';
import { createEventStoreDbWorld } from '../support/eventstoredb-world';
import { eventStoreContract, someEvent } from './event-store.contract';

/** What the server counts besides the data of an event: its metadata, and its type twice. */
const OVERHEAD_BYTES = 176;
const LARGE_BYTES = 1_000_000;

eventStoreContract('the event store in EventStoreDB (double)', async () => {
  const world = await createEventStoreDbWorld({ answerTimeoutMs: 5_000 });
  return {
    store: world.store,
    other: world.openOther(),
    dataLimitBytes: 1024 * 1024 - OVERHEAD_BYTES,
    dispose: () => world.dispose(),
  };
});

describe('the double of an EventStoreDB', () => {
  let double: EventStoreDbDouble;
  let session: ClientHttp2Session;

  beforeEach(async () => {
    double = await startEventStoreDbDouble();
    const { host, port } = double.leader.endpoint;
    session = connect(`http://${host}:${port}`);
    await new Promise((connected) => session.once('connect', connected));
  });

  afterEach(async () => {
    session.destroy();
    await double.stop();
  });

  // Not with the client, as it cannot be told when to give up.
  function beginAppend(streamId: string): ClientHttp2Stream {
    const call = session.request({
      ':method': 'POST',
      ':path': '/event_store.client.streams.Streams/Append',
      'content-type': 'application/grpc',
      te: 'trailers',
    });
    const options = new AppendReq.Options().setStreamIdentifier(streamIdentifier(streamId)).setNoStream(new Empty());
    call.write(framed(new AppendReq().setOptions(options)));
    call.resume();
    return call;
  }

  /** Settles when the server has what was sent so far. */
  function arrival(): Promise<void> {
    return new Promise((arrived) => {
      session.ping(() => {
        arrived();
      });
    });
  }

  async function finish(call: ClientHttp2Stream): Promise<void> {
    const closed = new Promise((resolve) => call.once('close', resolve));
    call.end();
    await closed;
  }

  it('stores nothing of an append that is given up while it is sent', async () => {
    const unfinished = beginAppend('s');
    unfinished.on('error', () => undefined);
    unfinished.write(oneEvent());
    await arrival();
    // More than goes out at once: otherwise Node.js would send an end of the call before its reset.
    unfinished.write(oneEvent(LARGE_BYTES));
    unfinished.close(constants.NGHTTP2_CANCEL);
    const next = beginAppend('t');
    next.write(oneEvent());
    await finish(next);
    expect(double.log.stream('t')).toHaveLength(1);
    expect(double.log.stream('s')).toBeUndefined();
  });
});

function oneEvent(sizeBytes = 0): Buffer {
  const id = new UUID().setString(someEvent().id);
  const proposed = new AppendReq.ProposedMessage().setId(id).setData(Buffer.alloc(sizeBytes));
  return framed(new AppendReq().setProposedMessage(proposed));
}

/** A message as gRPC sends it: whether it is compressed, its length, and itself. */
function framed(message: AppendReq): Buffer {
  const body = message.serializeBinary();
  const head = Buffer.alloc(5);
  head.writeUInt32BE(body.length, 1);
  return Buffer.concat([head, body]);
}
