import { postgreSQLEventStoreConsumer } from '@event-driven-io/emmett-postgresql';
import { pipeline } from 'node:stream/promises';
import { Writable } from 'node:stream';
import { Client } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { createDatabase } from './contenders/contender';
import { openEmmett } from './contenders/emmett';
import { CREATE_EVENTS } from './contenders/plain-insert';
import type { Histories } from './histories';
import { median, repeat } from './load';
import { resultOfChild } from './measuring-child';

/** Going through all events from the beginning, in one way; medians of turns that took turns. */
export interface FollowBenchRow {
  readonly events: number;
  readonly way: string;
  readonly eventsPerSecond: number;
  /** Of what COPY takes in of the same rows, where it was measured on these. */
  readonly shareOfCopyIn?: number;
  /** How many times as many events as emmett's consumer at its best. */
  readonly timesEmmett: number;
  /** The most memory that the process held, where it is one of its own. */
  readonly peakMegabytes?: number;
}

/** What and how much to measure. */
export interface FollowBenchSize {
  readonly sizes: readonly { readonly events: number; readonly turns: number }[];
  /** The peer reads a store of its own with so many events. */
  readonly peerEvents: number;
  /** emmett's consumer is left to run for so long, as it would need hours. */
  readonly peerLimitMs: number;
}

const SIZE: FollowBenchSize = {
  sizes: [
    { events: 100_000, turns: 3 },
    { events: 1_000_000, turns: 3 },
    { events: 5_000_000, turns: 1 },
  ],
  peerEvents: 100_000,
  peerLimitMs: 20_000,
};
/** emmett's default, and the size at which it was fastest here. */
const PEER_BATCH_SIZES = [undefined, 10_000];
const PEER_EVENTS_AN_APPEND = 1_000;
const PEER_CALLERS = 4;
const EVENT_COLUMNS = 'stream_id, revision, event_id, type, schema_version, data, metadata, recorded_at';
/** What this project does, each in a process of its own. */
const OWN = {
  'outturn: subscription': 'follow-child',
  'outturn: rebuild of all read models': 'rebuild-child',
};
const COPY_IN = 'limit: COPY in, the same keys';

/**
 * Measures how fast all events can be gone through: by this project's subscription and by a rebuild of all its read
 * models, by emmett's consumer with its simplest projection, and by the server.
 */
export async function benchFollow(serverUrl: string, histories: Histories, size = SIZE): Promise<FollowBenchRow[]> {
  const rows: WayRow[] = await measurePeer(serverUrl, size);
  const emmett = Math.max(...rows.map(({ eventsPerSecond }) => eventsPerSecond));
  for (const { events, turns } of size.sizes) {
    const { url } = await histories.of(events);
    rows.push(...(await measureTurns(url, await createDatabase(serverUrl, `bench_copies_${events}`), turns)));
  }
  return rows.map((row) => ({ ...row, timesEmmett: Number((row.eventsPerSecond / emmett).toFixed(1)) }));
}

type WayRow = Omit<FollowBenchRow, 'timesEmmett'>;

/** What a child prints. */
interface GoneThrough {
  readonly seconds: number;
  readonly peakMegabytes: number;
}

async function measureTurns(url: string, targetUrl: string, turns: number): Promise<WayRow[]> {
  const [source, target] = [new Client(url), new Client(targetUrl)];
  await Promise.all([source.connect(), target.connect()]);
  await target.query(CREATE_EVENTS);
  const answer = await source.query<{ head: string }>('select max(position) as head from ledger.events');
  const events = Number(answer.rows[0]?.head);
  const seconds = new Map<string, number[]>();
  const peaks = new Map<string, number[]>();
  for (const turn of repeat(turns, (index) => index + 1)) {
    console.log(`  going through ${events} events, ${turn} of ${turns}`);
    for (const [way, child] of Object.entries(OWN)) {
      const taken = await resultOfChild<GoneThrough>(child, [url]);
      add(seconds, way, taken.seconds);
      add(peaks, way, taken.peakMegabytes);
    }
    for (const [way, work] of limits(source, target)) add(seconds, way, await secondsOf(work));
    await target.query('truncate events');
  }
  await Promise.all([source.end(), target.end()]);
  const copyIn = median(seconds.get(COPY_IN) ?? []);
  return [...seconds].map(([way, taken]) => ({
    ...rowOf(events, way, median(taken)),
    shareOfCopyIn: Number((copyIn / median(taken)).toFixed(2)),
    ...(peaks.has(way) && { peakMegabytes: Math.round(median(peaks.get(way) ?? [])) }),
  }));
}

function add(measured: Map<string, number[]>, way: string, value: number): void {
  measured.set(way, [...(measured.get(way) ?? []), value]);
}

/** What the server does at all: go through the rows, hand them out, take them in with the same keys. */
function limits(source: Client, target: Client): [way: string, work: () => Promise<unknown>][] {
  const out = () => source.query(copyTo(`copy (select ${EVENT_COLUMNS} from ledger.events) to stdout`));
  const toNothing = () =>
    new Writable({
      write: (_chunk, _encoding, done: () => void) => {
        done();
      },
    });
  const into = () => target.query(copyFrom(`copy events (${EVENT_COLUMNS}) from stdin`));
  return [
    ['limit: scan in the server', () => source.query('select sum(length(data::text)) from ledger.events')],
    ['limit: COPY out to nothing', () => pipeline(out(), toNothing())],
    [COPY_IN, () => pipeline(out(), into())],
  ];
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1_000;
}

async function measurePeer(serverUrl: string, size: FollowBenchSize): Promise<WayRow[]> {
  const { peerEvents, peerLimitMs } = size;
  const database = 'bench_follow_emmett';
  const peer = await openEmmett(serverUrl, database);
  const appends = Math.ceil(peerEvents / PEER_EVENTS_AN_APPEND / PEER_CALLERS);
  await Promise.all(
    repeat(PEER_CALLERS, async (caller) => {
      for (let append = 0; append < appends; append += 1) {
        await peer.append(`indicator-${caller}-${append}`, PEER_EVENTS_AN_APPEND);
      }
    }),
  );
  await peer.close();
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  const rows: WayRow[] = [];
  for (const batchSize of PEER_BATCH_SIZES) {
    rows.push(await followPeer(url.href, peerEvents, peerLimitMs, batchSize));
  }
  return rows;
}

/** The simplest of its projections: one that counts. It keeps its checkpoint after every event. */
async function followPeer(
  connectionString: string,
  events: number,
  limitMs: number,
  batchSize?: number,
): Promise<WayRow> {
  const pulling = batchSize === undefined ? undefined : { batchSize, pullingFrequencyInMs: 0 };
  const consumer = postgreSQLEventStoreConsumer({ connectionString, pulling });
  let seen = 0;
  const name = batchSize === undefined ? 'at its defaults' : `in batches of ${batchSize}`;
  const start = performance.now();
  const enough = new Promise<void>((resolve) => {
    const limit = setTimeout(resolve, limitMs);
    consumer.reactor({
      processorId: `counts-${name}`,
      startFrom: 'BEGINNING',
      eachMessage: () => {
        seen += 1;
        if (seen === events) {
          clearTimeout(limit);
          resolve();
        }
        return Promise.resolve();
      },
    });
  });
  const running = consumer.start();
  await enough;
  const seconds = (performance.now() - start) / 1_000;
  await consumer.close();
  await running;
  return rowOf(seen, `emmett: consumer ${name}, for at most ${limitMs / 1_000} s`, seconds);
}

function rowOf(events: number, way: string, seconds: number): WayRow {
  return { events, way, eventsPerSecond: Math.round(events / seconds) };
}
