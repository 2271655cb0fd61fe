import { CONTENDERS, type Contender } from './contenders';
import { openCopy, syncsPerSecond } from './limits';
import { measureAppends, median, WORKLOADS, type Turn, type Workload } from './load';

/** One workload, in events a second; every figure is the median of turns that took turns. */
export interface AppendBenchRow extends Workload {
  /** Events a second by name of the contender. */
  readonly eventsPerSecond: Readonly<Record<string, number>>;
  readonly p99Ms: Readonly<Record<string, number>>;
  /** How many times as many events as emmett, as the best of the others, and as COPY takes in. */
  readonly timesEmmett: number;
  readonly timesBestOther: number;
  readonly shareOfCopy: number;
}

/** What the machine can do at all. */
export interface LimitRow {
  readonly limit: string;
  readonly perSecond: number;
}

/** What and how much to measure. */
export interface AppendBenchSize {
  readonly workloads: readonly Workload[];
  readonly turns: number;
  readonly turnMs: number;
}

const SIZE: AppendBenchSize = { workloads: WORKLOADS, turns: 3, turnMs: 800 };

/** Measures appends to this project's store and to others, on one embedded PostgreSQL, in interleaved turns. */
export async function benchAppend(
  serverUrl: string,
  { workloads, turns: turnCount, turnMs } = SIZE,
): Promise<(AppendBenchRow | LimitRow)[]> {
  const contenders: Contender[] = [];
  try {
    for (const [index, open] of CONTENDERS.entries()) contenders.push(await open(serverUrl, `bench_append_${index}`));
    const copy = await openCopy(serverUrl, 'bench_append_copy');
    const copies: number[] = [];
    const rows: AppendBenchRow[] = [];
    const syncs: number[] = [];
    for (const workload of workloads) {
      console.log(
        `  ${workload.callers} callers, ${workload.eventsPerAppend} events each, streams: ${workload.streams}`,
      );
      const turns = new Map<string, Turn[]>(contenders.map(({ name }) => [name, []]));
      for (let turn = 0; turn < turnCount; turn += 1) {
        for (const contender of contenders) {
          turns.get(contender.name)?.push(await measureAppends(contender, workload, turnMs));
        }
        copies.push(await copy.measure(turnMs / 2));
      }
      syncs.push(await syncsPerSecond(turnMs / 2));
      rows.push(toRow(workload, turns, median(copies.slice(-turnCount))));
    }
    await copy.close();
    return [
      ...rows,
      { limit: 'COPY, 10,000 rows at a time, the same keys', perSecond: Math.round(median(copies)) },
      { limit: 'writing a page and fdatasync, one after the other', perSecond: Math.round(median(syncs)) },
    ];
  } finally {
    await Promise.allSettled(contenders.map((contender) => contender.close()));
  }
}

function toRow(workload: Workload, turns: ReadonlyMap<string, readonly Turn[]>, copyPerSecond: number): AppendBenchRow {
  const names = [...turns.keys()];
  const rates = new Map(
    names.map((name) => [name, median((turns.get(name) ?? []).map((turn) => turn.eventsPerSecond))]),
  );
  const p99 = names.map((name) => [name, rounded(median((turns.get(name) ?? []).map((turn) => turn.p99Ms)))] as const);
  const [ours = 0, ...others] = [...rates.values()];
  return {
    ...workload,
    eventsPerSecond: Object.fromEntries([...rates].map(([name, rate]) => [name, Math.round(rate)])),
    p99Ms: Object.fromEntries(p99),
    timesEmmett: rounded(ours / (rates.get('emmett') ?? Number.NaN)),
    timesBestOther: rounded(ours / Math.max(...others)),
    shareOfCopy: rounded(ours / copyPerSecond, 2),
  };
}

function rounded(value: number, decimals = 1): number {
  return Number(value.toFixed(decimals));
}
