import fc from 'fast-check';
import type { HistoryEntry, SummaryRow } from '@outturn/read-models';
import { verifyReadModels } from '@outturn/read-models';
import { awaitedDecisions, type PeriodKey } from '@outturn/domain';
import { asStored } from '../given';
import { COUNCIL_INDICATORS, councilDraws, playCouncil } from '../random-council';
import { PERIODS } from '../random-history';
import { loadEvents } from '../support/load-events';
import { createReadModelWorld, ReadModelWorld } from '../support/read-model-world';
import { countsOf, replay, Replay } from '../support/replay';

const KEYS = COUNCIL_INDICATORS.map(({ key }) => key);
const COUNTED: readonly PeriodKey[] = ['2023-24-Q4', '2023-24-Q3', '2023-24', '2022-23', '2024-03'];

/** Where a cell came to be what it is: by indicator and period, the position and its JSON. */
type Since = Map<string, { readonly position: number; readonly json: string }>;

async function expectCells({ readModels }: ReadModelWorld, { position, cells }: Replay, since: Since): Promise<void> {
  for (const key of KEYS) {
    const expected = [...(cells.get(key) ?? new Map<string, never>()).values()].map((cell) => {
      const name = `${key} ${cell.period}`;
      const json = JSON.stringify(cell);
      if (since.get(name)?.json !== json) since.set(name, { position, json });
      return { cell, fromPosition: since.get(name)?.position };
    });
    for (const period of PERIODS) if (!cells.get(key)?.has(period)) since.delete(`${key} ${period}`);
    const actual = asStored(await readModels.cellsOfIndicator(key, position));
    const byPeriod = (a: { cell: { period: string } }, b: { cell: { period: string } }) =>
      a.cell.period < b.cell.period ? -1 : 1;
    expect({ position, key, cells: actual.sort(byPeriod) }).toEqual({ position, key, cells: expected.sort(byPeriod) });
  }
}

async function expectPeriods({ readModels }: ReadModelWorld, now: Replay): Promise<void> {
  const { position, cells } = now;
  for (const period of COUNTED) {
    const actual = asStored(await readModels.cellsOfPeriod(period, position));
    const expected = KEYS.flatMap((key) => cells.get(key)?.get(period) ?? [])
      .map((cell) => ({ place: `${cell.area} ${cell.indicator}`, cell }))
      .sort((a, b) => (a.place < b.place ? -1 : 1));
    expect({ position, period, cells: actual.map(({ cell }) => cell) }).toEqual({
      position,
      period,
      cells: expected.map(({ cell }) => cell),
    });
    const statuses = await readModels.ratedStatusesOfPeriod(period, position);
    expect({ position, period, statuses: asStored(statuses) }).toEqual({
      position,
      period,
      statuses: expected.map(({ cell: { indicator, area, kind, status, reason, rating } }) =>
        asStored({ indicator, area, kind, status, reason, ruleVersion: rating?.ruleVersion }),
      ),
    });
    const summary = await readModels.summary(period, position);
    expect({ position, period, summary: Object.fromEntries(summary.map(counted)) }).toEqual({
      position,
      period,
      summary: countsOf(now, period),
    });
    const total = (await readModels.totals([period], position)).get(period);
    expect({ position, period, total: total?.total ?? 0 }).toEqual({
      position,
      period,
      total: summary.reduce((sum, row) => sum + row.total, 0),
    });
  }
}

/** The counts of a row that are not zero, having seen that they add up. */
function counted({ area, total, rated, ...columns }: SummaryRow): [string, Record<string, number>] {
  expect(Object.values(columns).reduce((a, b) => a + b)).toBe(total);
  expect(columns.red + columns.amber + columns.green).toBe(rated);
  return [area ?? '', Object.fromEntries(Object.entries(columns).filter(([, count]) => count > 0))];
}

async function expectCards({ readModels }: ReadModelWorld, { position, states, calendar, areas }: Replay) {
  const outlines = await readModels.rulesInOutline(position);
  for (const key of KEYS) {
    const state = states.get(key);
    const outline = state?.rules.map(({ version, validFrom, appliesTo }) => ({ version, validFrom, appliesTo }));
    expect({ position, key, outline: outlines.get(key) ?? [] }).toEqual({ position, key, outline: outline ?? [] });
    const card = await readModels.indicator(key, position);
    expect(card === undefined).toBe(state === undefined);
    if (!card || !state) continue;
    const { definitions, rules, breaks, retired, basis, areas: moves } = state;
    expect(asStored(card)).toMatchObject(asStored({ definitions, rules, breaks, retired, basis, areas: moves }));
    const byPeriod = (a: { target: { period: string } }, b: { target: { period: string } }) =>
      a.target.period < b.target.period ? -1 : 1;
    expect([...card.targets].sort(byPeriod)).toEqual(asStored(Object.values(state.targets).sort(byPeriod)));
  }
  expect(await readModels.reportingPeriods(position)).toHaveLength(calendar.size);
  for (const entry of await readModels.reportingPeriods(position)) {
    expect(entry).toEqual(asStored(calendar.get(entry.period)));
  }
  expect(await readModels.areas(position)).toEqual(asStored([...areas.values()].sort((a, b) => a.order - b.order)));
}

async function expectAwaited({ readModels }: ReadModelWorld, { position, states }: Replay): Promise<void> {
  const { items } = await readModels.awaitedDecisions({}, position, { limit: 500 });
  const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
  const actual = items.map(({ id, kind, indicator, periods, broughtBy }) => ({
    id,
    kind,
    periods,
    broughtBy,
    indicator,
  }));
  const expected = [...states].flatMap(([indicator, state]) =>
    awaitedDecisions(state).map((awaited) => ({ ...awaited, indicator })),
  );
  expect({ position, awaited: actual.sort(byId) }).toEqual({ position, awaited: expected.sort(byId) });
  const byPeriods = new Map<string, number>();
  for (const { periods } of expected) byPeriods.set(periods.join(' '), (byPeriods.get(periods.join(' ')) ?? 0) + 1);
  const counts = await readModels.awaitedByPeriods(position);
  expect(new Map(counts.map(({ periods, count }) => [periods.join(' '), count]))).toEqual(byPeriods);
  expect(items.map(({ fromPosition }) => fromPosition)).toEqual(
    items.map(({ fromPosition }) => fromPosition).sort((a, b) => a - b),
  );
}

/** An event belongs to a figure's history where it names its period or where the cell came out different. */
function namesPeriod(now: Replay, before: Replay | undefined, key: string, period: PeriodKey): boolean {
  const { event } = now;
  // Every field that may name a period.
  const data = event.data as Partial<Record<'period' | 'indicator' | 'restatementId', string>> & {
    target?: { period: string };
    benchmark?: { shownWith: string };
    restated?: { period: string }[];
    notRestated?: { period: string }[];
  };
  if (event.type === 'FigureReopened') return data.indicator === key && data.period === period;
  if (event.streamId !== `indicator-${key}`) return false;
  const pending = data.restatementId === undefined ? undefined : before?.states.get(key)?.pendingRestatement;
  const listed = [data, pending].flatMap((list) => [...(list?.restated ?? []), ...(list?.notRestated ?? [])]);
  return [data.period, data.target?.period, data.benchmark?.shownWith, ...listed.map((item) => item.period)].includes(
    period,
  );
}

type Glanced = Pick<HistoryEntry, 'position'> & { before: string | null; after: string | null };

/** What the cell rested on at any time without having been touched by it, and the opening and closing of its period. */
function surrounds(replays: readonly Replay[], key: string, period: PeriodKey): ReadonlySet<number> {
  const cells = replays.flatMap((replay) => replay.cells.get(key)?.get(period) ?? []);
  const ids = new Set(cells.flatMap((cell) => cell.eventIds));
  const bases = new Set(cells.flatMap((cell) => cell.value?.basis ?? []));
  const positions = new Set<number>();
  for (const { event, position } of replays) {
    const { toBasis = '', restatementId = '' } = event.data as { toBasis?: string; restatementId?: string };
    if (event.streamId === `indicator-${key}` && (bases.has(toBasis) || ids.has(restatementId))) ids.add(event.id);
    const bounds = event.type === 'ReportingPeriodOpened' || event.type === 'ReportingPeriodClosed';
    if (ids.has(event.id) || (bounds && event.streamId === `period-${period}`)) positions.add(position);
  }
  return positions;
}

function historyOf(replays: readonly Replay[], key: string, period: PeriodKey): Glanced[] {
  const around = surrounds(replays, key, period);
  const touched = (now: Replay, before: Replay | undefined) => {
    const [was, is] = [before, now].map((replay) => JSON.stringify(replay?.cells.get(key)?.get(period)));
    return was !== is || namesPeriod(now, before, key, period);
  };
  if (!replays.some((now, index) => touched(now, replays[index - 1]))) return [];
  return replays.flatMap((now, index) => {
    const before = replays[index - 1];
    const was = before?.cells.get(key)?.get(period);
    const is = now.cells.get(key)?.get(period);
    if (!around.has(now.position) && !touched(now, before)) return [];
    const glance = (cell: typeof was) => (cell ? `${cell.status} ${cell.value?.shown ?? '-'}` : null);
    return [{ position: now.position, before: glance(was), after: glance(is) }];
  });
}

async function expectHistories({ readModels }: ReadModelWorld, replays: readonly Replay[]): Promise<void> {
  const head = replays.length;
  for (const key of KEYS) {
    for (const period of PERIODS) {
      const { items, next } = await readModels.history(key, period, head, { limit: 500 });
      const glance = (cell: HistoryEntry['before']) => cell && `${cell.status} ${cell.shown ?? '-'}`;
      const actual = items.map(({ position, before, after }) => ({
        position,
        before: glance(before),
        after: glance(after),
      }));
      expect({ key, period, next, actual }).toEqual({
        key,
        period,
        next: null,
        actual: historyOf(replays, key, period),
      });
    }
  }
}

describe('read models', () => {
  it('say at every position what a replay of the events up to it says', async () => {
    const options = fc.record({
      batchSize: fc.integer({ min: 1, max: 40 }),
      maxStates: fc.integer({ min: 1, max: 4 }),
    });
    await fc.assert(
      fc.asyncProperty(councilDraws(), options, async (moves, follower) => {
        const events = playCouncil(moves);
        const world = await createReadModelWorld();
        try {
          await loadEvents(world.pool, events);
          await world.follow(follower);
          const replays = [...replay(events)];
          const since: Since = new Map();
          for (const now of replays) {
            await expectCells(world, now, since);
            await expectPeriods(world, now);
            await expectCards(world, now);
            await expectAwaited(world, now);
          }
          await expectHistories(world, replays);
          expect((await verifyReadModels(world)).differences).toEqual([]);
        } finally {
          await world.close();
        }
      }),
      { numRuns: 12, endOnFailure: true },
    );
  }, 180_000);
});
