import { createApplicationPool } from '@outturn/database';
import { PostgresEventStore } from '@outturn/event-store';
import type { AsAtBenchRow } from './as-at';
import type { FollowBenchRow } from './follow';
import type { Histories } from './histories';
import { measureAppends, median, newEvents, repeat } from './load';

/** How one measure changes with the number of events. All of them are said to stay as they are. */
export interface GrowthBenchRow {
  readonly measure: string;
  readonly fromEvents: number;
  readonly toEvents: number;
  readonly from: number;
  readonly to: number;
  /** Of the curve events^exponent that fits best: 0 stays as it is, 1 grows as the history does. */
  readonly exponent: number;
  readonly verdict: 'stays as it is' | 'grows: worse than the README says';
}

/** What of this run may be fitted. */
export interface Measured {
  readonly follow?: readonly FollowBenchRow[];
  readonly 'as-at'?: readonly AsAtBenchRow[];
}

interface Point {
  readonly events: number;
  readonly value: number;
}

/** Twice as much for a history a hundred times as long is taken for none. */
const FLAT_EXPONENT = 0.15;
const SIZES = [10_000, 1_000_000, 5_000_000];
const TURNS = 3;
const TURN_MS = 1_000;
const WORKLOADS = [
  { callers: 1, eventsPerAppend: 1, streams: 'many' },
  { callers: 32, eventsPerAppend: 10, streams: 'many' },
] as const;

/** Fits a curve to what was measured before at several sizes, and to appends to stores of several sizes. */
export async function benchGrowth(
  histories: Histories,
  measured: Measured,
  sizes = SIZES,
  turnMs = TURN_MS,
): Promise<GrowthBenchRow[]> {
  const curves = new Map([...curvesOf(measured), ...(await appendCurves(histories, sizes, turnMs))]);
  return [...curves].flatMap(([measure, points]) => (points.length < 2 ? [] : [fit(measure, points)]));
}

function curvesOf({ follow = [], 'as-at': asAt = [] }: Measured): Map<string, Point[]> {
  const curves = new Map<string, Point[]>();
  const add = (measure: string, events: number, value: number) =>
    curves.set(measure, [...(curves.get(measure) ?? []), { events, value }]);
  for (const { events, way, eventsPerSecond, peakMegabytes } of follow) {
    if (peakMegabytes === undefined) continue;
    add(`${way}, microseconds an event`, events, 1_000_000 / eventsPerSecond);
    add(`${way}, peak megabytes`, events, peakMegabytes);
  }
  for (const { events, question, latestP50Ms, oldestP50Ms } of asAt) {
    add(`${question}, latest, milliseconds`, events, latestP50Ms);
    add(`${question}, oldest, milliseconds`, events, oldestP50Ms);
  }
  return curves;
}

/** Appends to each of the histories in turn. They are of no use for read models afterwards. */
async function appendCurves(
  histories: Histories,
  sizes: readonly number[],
  turnMs: number,
): Promise<Map<string, Point[]>> {
  const opened = [];
  for (const events of sizes) opened.push({ events, ...open((await histories.of(events)).url) });
  const curves = new Map<string, Point[]>();
  for (const workload of WORKLOADS) {
    const taken = new Map(sizes.map((events) => [events, [] as number[]]));
    for (const turn of repeat(TURNS, (index) => index + 1)) {
      console.log(`  appends to histories, ${workload.callers} callers, ${turn} of ${TURNS}`);
      for (const { events, store } of opened) {
        const append = (streamId: string, count: number) => store.append(streamId, newEvents(count), 'any');
        const { eventsPerSecond } = await measureAppends({ append }, workload, turnMs);
        taken.get(events)?.push(1_000_000 / eventsPerSecond);
      }
    }
    const measure = `append, ${workload.callers} callers, ${workload.eventsPerAppend} events each, microseconds an event`;
    curves.set(
      measure,
      [...taken].map(([events, values]) => ({ events, value: median(values) })),
    );
  }
  for (const { close } of opened) await close();
  return curves;
}

function open(url: string): { store: PostgresEventStore; close: () => Promise<void> } {
  const pool = createApplicationPool(url, { maxConnections: 10, onIdleError: () => undefined });
  const store = new PostgresEventStore(pool);
  const close = async () => {
    await store.close();
    await pool.end();
  };
  return { store, close };
}

/** By least squares over the logarithms of both. */
export function exponentOf(points: readonly Point[]): number {
  const logs = points.map(({ events, value }) => [Math.log(events), Math.log(value)] as const);
  const meanX = mean(logs.map(([x]) => x));
  const meanY = mean(logs.map(([, y]) => y));
  const covariance = mean(logs.map(([x, y]) => (x - meanX) * (y - meanY)));
  return covariance / mean(logs.map(([x]) => (x - meanX) ** 2));
}

function fit(measure: string, points: readonly Point[]): GrowthBenchRow {
  const sorted = [...points].sort((one, other) => one.events - other.events);
  const exponent = Number(exponentOf(sorted).toFixed(2));
  return {
    measure,
    fromEvents: sorted[0]?.events ?? 0,
    toEvents: sorted.at(-1)?.events ?? 0,
    from: Number((sorted[0]?.value ?? 0).toFixed(2)),
    to: Number((sorted.at(-1)?.value ?? 0).toFixed(2)),
    exponent,
    verdict: exponent <= FLAT_EXPONENT ? 'stays as it is' : 'grows: worse than the README says',
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
