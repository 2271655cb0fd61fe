import type {
  CalendarEntry,
  CellChange,
  DomainEvent,
  IndicatorEvent,
  IndicatorState,
  PeriodKey,
  Recorded,
  ReportingPeriodEvent,
  ReportingPeriodState,
  SummaryColumn,
} from '@outturn/domain';
import type { StoredEvent } from '@outturn/event-store';
import type { Row, Table } from './table';

/** What one event did to one indicator: to its state, and to those of its cells that came out different. */
export interface IndicatorChange {
  readonly indicator: string;
  readonly stored: StoredEvent;
  /** Undefined where the opening or closing of a reporting period changed cells, and the indicator itself did not change. */
  readonly event?: Recorded<IndicatorEvent>;
  readonly before: IndicatorState;
  readonly after: IndicatorState;
  readonly cells: readonly CellChange[];
}

/** What one event did to a reporting period. */
export interface ReportingPeriodChange {
  readonly period: PeriodKey;
  readonly stored: StoredEvent;
  readonly event: Recorded<ReportingPeriodEvent>;
  readonly before: ReportingPeriodState;
  readonly after: ReportingPeriodState;
}

/** A cell that joined (1) or left (-1) a count of the summary. */
export interface Tally {
  readonly position: number;
  readonly period: PeriodKey;
  readonly area: string;
  readonly column: SummaryColumn;
  readonly by: 1 | -1;
}

/** Takes what a read model makes of a change. */
export interface Emit {
  row(table: Table, row: Row): void;
  tally(tally: Tally): void;
}

/** What one event did to an aggregate. */
export interface StreamChange<State, Event extends DomainEvent> {
  /** The name of its stream after the category. */
  readonly key: string;
  readonly stored: StoredEvent;
  readonly event: Recorded<Event>;
  readonly before: State;
  readonly after: State;
}

/** Takes the events of one stream, in order, from the first; without `emit` it only goes on to the state after it. */
export type StreamFold = (event: StoredEvent, emit?: Emit) => void;

/** How a read model takes the streams of one category; made with `streamProjection`. */
export interface StreamProjection {
  /** What the names of its streams begin with, before the first hyphen. */
  readonly category: string;
  /** Begins with a stream that has no events yet. */
  open(key: string): StreamFold;
}

/**
 * A read model: tables, and pure functions from changes to their rows.
 *
 * Rows follow from events alone, one for each key and position, so that a table can be dropped and made again, equal.
 * The changes of one stream come in order; those of different streams come in any order.
 */
export interface ReadModel {
  readonly name: string;
  /** Raise it when rows come out otherwise than before: the read model then has to be rebuilt. */
  readonly version: number;
  readonly tables: readonly Table[];
  /** Whether it needs the cells of indicators, which are costly to work out. */
  readonly needsCells: boolean;
  projectIndicator?(change: IndicatorChange, emit: Emit): void;
  projectReportingPeriod?(change: ReportingPeriodChange, emit: Emit): void;
  /** Streams of other categories that it takes, one entry each. */
  readonly streams?: readonly StreamProjection[];
}

/** One step of the calendar, as it bears on the cells of its period. */
export interface CalendarStep {
  readonly stored: StoredEvent;
  readonly period: PeriodKey;
  readonly before: CalendarEntry | undefined;
  readonly after: CalendarEntry | undefined;
}
