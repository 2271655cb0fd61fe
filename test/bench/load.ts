import { randomUUID } from 'node:crypto';
import type { NewEvent } from '@outturn/event-store';

/** What is loaded with appends. */
export interface Subject {
  append(streamId: string, eventCount: number): Promise<unknown>;
}

/** One stream for all callers, or one for each. */
export type Streams = 'one' | 'many';

/** What one subject did in one turn. */
export interface Turn {
  readonly eventsPerSecond: number;
  readonly p99Ms: number;
}

/** So many callers append so many events at a time. */
export interface Workload {
  readonly callers: number;
  readonly eventsPerAppend: number;
  readonly streams: Streams;
}

export const WORKLOADS: readonly Workload[] = (['many', 'one'] as const).flatMap((streams) =>
  [1, 10, 100].flatMap((eventsPerAppend) => [1, 8, 32, 128].map((callers) => ({ callers, eventsPerAppend, streams }))),
);

export const METADATA = {
  actor: '5f0c8a1e-53a4-4a4e-9d1b-1f3f6d1f2a10',
  role: 'officer',
  correlationId: '0b7e6f3a-2c1d-4e5f-8a9b-0c1d2e3f4a5b',
  causationId: '1c8f7e4b-3d2e-4f60-9bac-1d2e3f4a5b6c',
};

/** About as large as the events of an outturn: 300 bytes. */
export const DATA = {
  period: '2023-24-Q4',
  value: '94.60',
  unit: 'percent',
  numerator: '1135',
  denominator: '1200',
  source: 'case-management-system/extract-2024-04-11',
  comment: 'Final figure after the quarterly reconciliation of open cases.',
};

/** So many new events. */
export function newEvents(count: number): NewEvent[] {
  return repeat(count, () => ({
    id: randomUUID(),
    type: 'outturn-submitted',
    schemaVersion: 1,
    data: DATA,
    metadata: METADATA,
  }));
}

/** Lets the callers append for a time, each as soon as its last append is answered. */
export async function measureAppends(subject: Subject, workload: Workload, turnMs: number): Promise<Turn> {
  const { callers, eventsPerAppend, streams } = workload;
  const latenciesMs: number[] = [];
  const run = randomUUID();
  const start = performance.now();
  await Promise.all(
    repeat(callers, async (caller) => {
      while (performance.now() - start < turnMs) {
        const sent = performance.now();
        await subject.append(streams === 'one' ? `indicator-${run}` : `indicator-${run}-${caller}`, eventsPerAppend);
        latenciesMs.push(performance.now() - sent);
      }
    }),
  );
  const seconds = (performance.now() - start) / 1_000;
  latenciesMs.sort((one, other) => one - other);
  return {
    eventsPerSecond: (latenciesMs.length * eventsPerAppend) / seconds,
    p99Ms: latenciesMs[Math.floor(latenciesMs.length * 0.99)] ?? 0,
  };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** The smallest of the values that at least this share of them does not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.ceil(sorted.length * share) - 1] ?? 0;
}

export function repeat<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}
