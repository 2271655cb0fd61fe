import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { handleServerStreamingCall, ServerWritableStream } from '@grpc/grpc-js';
import { ReadReq, type ReadResp } from '@eventstore/db-client/generated/streams_pb';
import type { ReadFault } from './faults';
import { isAfter, type LoggedEvent, type LogPosition } from './log';
import {
  caughtUpResponse,
  checkpointResponse,
  confirmationResponse,
  eventResponse,
  streamName,
  streamNotFoundResponse,
} from './messages';
import type { ServedNode } from './served-node';
import { accessDenied, notLeader, unavailable } from './statuses';

type Call = ServerWritableStream<ReadReq, ReadResp>;
type Options = ReadReq.Options;

const BEFORE_ALL: LogPosition = { commit: -1n, prepare: -1n };
const { BACKWARDS } = ReadReq.Options.ReadDirection;
const DEFAULT_SEARCH_WINDOW_EVENTS = 32;

/** The call `Read`: a stream, everything, or a subscription to everything. */
export function read(node: ServedNode): handleServerStreamingCall<ReadReq, ReadResp> {
  return (call) => {
    const options = call.request.getOptions();
    call.on('error', () => undefined);
    if (!options) return;
    if (call.metadata.get('requires-leader').includes('true') && !node.isLeader()) {
      call.emit('error', notLeader(node.leader()));
      return;
    }
    const isSubscription = options.hasSubscription();
    const sender = new Sender(node, call, node.faults.takeRead(isSubscription));
    const work = isSubscription ? subscribe(node, sender, options) : answerRead(node, sender, options);
    // A reader who has left is no concern of the server's.
    work.catch(() => undefined);
  };
}

/** Sends at the reader's pace, and goes wrong when it is time to. */
class Sender {
  private sent = 0;
  /** Settles when the reader has left, or when the server shall say nothing more. */
  readonly gone: Promise<void>;
  isOver = false;

  constructor(
    private readonly node: ServedNode,
    private readonly call: Call,
    private readonly fault: ReadFault | undefined,
  ) {
    this.gone = new Promise((resolve) => {
      call.once('cancelled', () => {
        this.finish();
        resolve();
      });
    });
  }

  async send(message: ReadResp): Promise<void> {
    if (this.isOver) return;
    if (this.fault && this.sent >= (this.fault.afterEvents ?? 0)) {
      this.goWrong(this.fault.kind);
      return;
    }
    if (message.hasEvent()) this.sent += 1;
    if (!this.call.write(message)) await Promise.race([this.drained(), this.gone]);
  }

  end(): void {
    if (!this.isOver) this.call.end();
    this.finish();
  }

  private drained(): Promise<void> {
    return new Promise((resolve) => {
      this.call.once('drain', resolve);
    });
  }

  private goWrong(kind: ReadFault['kind']): void {
    this.finish();
    if (kind === 'cut') this.node.cutConnections();
    else if (kind === 'end') this.call.end();
    else if (kind === 'drop') this.call.emit('error', unavailable());
    else if (kind === 'not-leader') this.call.emit('error', notLeader(this.node.leader()));
    else if (kind === 'access-denied') this.call.emit('error', accessDenied());
  }

  private finish(): void {
    this.isOver = true;
  }
}

async function answerRead(node: ServedNode, sender: Sender, options: Options): Promise<void> {
  node.calls.read += 1;
  const isBackwards = options.getReadDirection() === BACKWARDS;
  const found = options.hasStream() ? eventsOfStream(node, options) : eventsOfAll(node, options);
  if (!found) await sender.send(streamNotFoundResponse(streamName(options.getStream()?.getStreamIdentifier())));
  const inOrder = isBackwards ? [...(found ?? [])].reverse() : (found ?? []);
  for (const event of inOrder.slice(0, Math.min(inOrder.length, Number(options.getCount())))) {
    await sender.send(eventResponse(event, !(node.isOld && options.hasStream())));
  }
  sender.end();
}

function eventsOfStream(node: ServedNode, options: Options): readonly LoggedEvent[] | undefined {
  const stream = options.getStream();
  const events = node.log.stream(streamName(stream?.getStreamIdentifier()));
  if (!stream?.hasRevision()) return events;
  const revision = Number(stream.getRevision());
  const isBackwards = options.getReadDirection() === BACKWARDS;
  return events?.filter((event) => (isBackwards ? event.revision <= revision : event.revision >= revision));
}

/** Reads of everything include their start, but not backwards, and know no filter. */
function eventsOfAll(node: ServedNode, options: Options): readonly LoggedEvent[] {
  if (options.getAll()?.hasEnd()) return node.log.events;
  const start = positionOf(options);
  const isBackwards = options.getReadDirection() === BACKWARDS;
  return node.log.events.filter(({ position }) => isAfter(start, position) === isBackwards);
}

function positionOf(options: Options): LogPosition {
  const position = options.getAll()?.getPosition();
  if (!position) return BEFORE_ALL;
  return { commit: BigInt(position.getCommitPosition()), prepare: BigInt(position.getPreparePosition()) };
}

/** Subscriptions leave out their start, honour the filter, and say from time to time how far they have searched. */
async function subscribe(node: ServedNode, sender: Sender, options: Options): Promise<void> {
  node.calls.subscribe += 1;
  node.subscriptions.add(sender);
  node.subscribedAfter.push(positionOf(options).commit);
  const matches = filterOf(options);
  const checkpointEvery = searchWindow(options);
  const start = options.getAll()?.hasEnd() ? node.log.events.length : indexAfter(node, positionOf(options));
  await sender.send(confirmationResponse(randomUUID()));
  let searched = 0;
  let isCaughtUp = false;
  for (let index = start; !sender.isOver;) {
    const event = node.log.events[index];
    if (!event) {
      if (!isCaughtUp) await sender.send(caughtUpResponse());
      isCaughtUp = true;
      if (index < node.log.events.length) continue;
      const appended = once(node.log.changes, 'appended');
      await Promise.race([appended, sender.gone]);
      continue;
    }
    index += 1;
    if (matches(event)) await sender.send(eventResponse(event));
    searched += 1;
    if (searched % checkpointEvery === 0) await sender.send(checkpointResponse(event.position));
  }
  node.subscriptions.delete(sender);
}

function indexAfter(node: ServedNode, start: LogPosition): number {
  const index = node.log.events.findIndex((event) => isAfter(event.position, start));
  return index === -1 ? node.log.events.length : index;
}

function searchWindow(options: Options): number {
  const filter = options.getFilter();
  if (!filter) return Number.MAX_SAFE_INTEGER;
  return (filter.hasMax() ? filter.getMax() : DEFAULT_SEARCH_WINDOW_EVENTS) * filter.getCheckpointintervalmultiplier();
}

function filterOf(options: Options): (event: LoggedEvent) => boolean {
  const filter = options.getFilter();
  if (!filter) return () => true;
  const expression = filter.getStreamIdentifier() ?? filter.getEventType();
  const text = (event: LoggedEvent) => (filter.hasStreamIdentifier() ? event.stream : event.type);
  const regex = expression?.getRegex() ?? '';
  if (regex !== '') return (event) => new RegExp(regex).test(text(event));
  const prefixes = expression?.getPrefixList() ?? [];
  return (event) => prefixes.some((prefix) => text(event).startsWith(prefix));
}
