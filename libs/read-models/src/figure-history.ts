import {
  indicatorStream,
  reportingPeriodStream,
  type Cell,
  type Justification,
  type PeriodKey,
  type Target,
} from '@outturn/domain';
import { upcast, type EventStore, type StoredEvent } from '@outturn/event-store';
import { eventTypes } from './event-types';
import { readVersions, type CellVersion } from './figures';
import { namedPeriods } from './named-periods';
import type { ReadModel } from './projection';
import type { Querier } from './querier';
import type { FigureGlance, HistoryEntry, Page, PageRequest } from './read-models';
import type { Table } from './table';

/**
 * Which events touched which figure: those that name its period, and those that made its cell come out different. The
 * facts of the events stay in the event store, and the cells around them in the figures.
 */
const historyTable: Table = {
  name: 'figure_history',
  columns: { indicator: 'text', period: 'text', position: 'bigint' },
  key: ['indicator', 'period', 'position'],
  position: 'position',
};

export const figureHistory: ReadModel = {
  name: 'figure-history',
  version: 1,
  tables: [historyTable],
  needsCells: true,
  projectIndicator({ indicator, stored, event, before, cells }, emit) {
    const touched = new Set(event ? namedPeriods(event, before) : []);
    for (const { period } of cells) touched.add(period);
    for (const period of touched) emit.row(historyTable, [indicator, period, stored.position]);
  },
  projectReportingPeriod({ event, stored }, emit) {
    if (event.type !== 'FigureReopened') return;
    emit.row(historyTable, [event.data.indicator, event.data.period, stored.position]);
  },
};

/** What happened to a figure up to a position, oldest first. */
export async function readHistory(
  querier: Querier,
  store: EventStore,
  figure: { readonly indicator: string; readonly period: PeriodKey },
  position: number,
  page: PageRequest,
): Promise<Page<HistoryEntry>> {
  const { indicator, period } = figure;
  const [touching, streams, versions] = await Promise.all([
    readTouching(querier, figure, position),
    store.readStreams([indicatorStream(indicator), reportingPeriodStream(period)], position),
    readVersions(querier, indicator, period, position),
  ]);
  const events = [...streams.values()].flat().sort((a, b) => a.position - b.position);
  const foundations = foundationsOf(versions, events);
  const known = new Map(events.map((event) => [event.id, event]));
  const after = Number(page.after ?? 0);
  const told = events.filter(
    (event) => touching.has(event.position) || foundations.has(event.id) || (touching.size > 0 && opensOrCloses(event)),
  );
  const rest = told.filter((event) => event.position > after);
  const items = rest.slice(0, page.limit).map((event) => historyEntry(upcast(eventTypes, event), known, versions));
  return { items, next: rest.length > page.limit ? String(items.at(-1)?.position) : null };
}

async function readTouching(
  querier: Querier,
  figure: { readonly indicator: string; readonly period: PeriodKey },
  position: number,
): Promise<ReadonlySet<number>> {
  const answer = await querier.query<{ position: string }>({
    name: 'figure-history',
    text: `select position from read_models.figure_history where indicator = $1 and period = $2 and position <= $3`,
    values: [figure.indicator, figure.period, position],
  });
  return new Set(answer.rows.map((row) => Number(row.position)));
}

/**
 * What a figure rests on without having been touched by it: a rule or a definition set before there was a figure, and
 * the restatement that put the indicator on the basis on which the figure was then measured (report 9.2).
 */
function foundationsOf(versions: readonly CellVersion[], events: readonly StoredEvent[]): ReadonlySet<string> {
  const ids = new Set(versions.flatMap(({ cell }) => cell?.eventIds ?? []));
  const bases = new Set(versions.map(({ cell }) => cell?.value?.basis));
  for (const { id, type, data } of events) {
    const { toBasis, restatementId }: { readonly toBasis?: string; readonly restatementId?: string } = data;
    if (type === 'RestatementOpened' && toBasis !== undefined && bases.has(toBasis)) ids.add(id);
    if (restatementId !== undefined && ids.has(restatementId)) ids.add(id);
  }
  return ids;
}

function opensOrCloses({ type }: StoredEvent): boolean {
  return type === 'ReportingPeriodOpened' || type === 'ReportingPeriodClosed';
}

/** Fields of events that tell why; which of them an event has depends on its type. */
interface Reasons {
  readonly justification?: Justification;
  readonly reason?: string;
  readonly note?: string;
  readonly evidence?: readonly string[];
  readonly correctionId?: string;
  readonly restatementId?: string;
  readonly overrideId?: string;
}

function historyEntry(
  stored: StoredEvent,
  proposals: ReadonlyMap<string, StoredEvent>,
  versions: readonly CellVersion[],
): HistoryEntry {
  const { position, recordedAt, id, type, metadata, data } = stored;
  const own: Reasons = data;
  // A decision is taken on a proposal, which says why and what shows it.
  const proposal: Reasons = proposals.get(own.correctionId ?? own.restatementId ?? own.overrideId ?? '')?.data ?? {};
  const reason = own.justification?.reason ?? own.reason ?? own.note ?? proposal.justification?.reason ?? null;
  return {
    position,
    recordedAt,
    eventId: id,
    eventType: type,
    actor: metadata.actor,
    role: metadata.role,
    data,
    reason,
    evidence: own.justification?.evidence ?? own.evidence ?? proposal.justification?.evidence ?? [],
    before: glance(versionAt(versions, position - 1)),
    after: glance(versionAt(versions, position)),
  };
}

function versionAt(versions: readonly CellVersion[], position: number): Cell | undefined {
  return versions.findLast((version) => version.fromPosition <= position)?.cell;
}

function glance(cell: Cell | undefined): FigureGlance | null {
  if (!cell) return null;
  return {
    status: cell.status,
    value: cell.value?.value ?? null,
    shown: cell.value?.shown ?? null,
    target: boundOf(cell.target),
    maturity: cell.value?.maturity ?? null,
    reason: cell.reason ?? null,
  };
}

function boundOf(target: Target | undefined): string | null {
  if (target?.low !== undefined && target.high !== undefined) return `${target.low} to ${target.high}`;
  return target?.value ?? null;
}
