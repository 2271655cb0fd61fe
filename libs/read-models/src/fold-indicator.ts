import {
  cellChangesOf,
  cellOf,
  evolveIndicator,
  sameCell,
  type CalendarEntry,
  type Cell,
  type CellChange,
  type IndicatorEvent,
  type IndicatorState,
  type PeriodKey,
  type Recorded,
} from '@outturn/domain';
import { toRecorded, type StoredEvent } from '@outturn/event-store';
import { eventTypes } from './event-types';
import type { CalendarStep, IndicatorChange } from './projection';

/** An indicator and what has happened since. */
export interface IndicatorFold {
  readonly indicator: string;
  /** The indicator before the first of the events. */
  readonly state: IndicatorState;
  /** Its events, in order. */
  readonly events: readonly StoredEvent[];
  /** The reporting periods before the first of the steps. */
  readonly calendar: ReadonlyMap<PeriodKey, CalendarEntry>;
  /** What happened to reporting periods, in order. */
  readonly steps: readonly CalendarStep[];
  /** Whether to work out the cells; without them, steps of the calendar change nothing. */
  readonly withCells: boolean;
}

/**
 * Folds the events of one indicator, and those of the calendar between them, in the order of their positions. Offers each
 * event that changed something, with the cells that came out different.
 *
 * @returns the indicator after the last event
 */
export function foldIndicator(fold: IndicatorFold, offer: (change: IndicatorChange) => void): IndicatorState {
  const book = new CellBook(fold.calendar, fold.steps.length > 0);
  const steps = fold.withCells ? fold.steps : [];
  let state = fold.state;
  let next = 0;
  for (const stored of fold.events) {
    for (let step = steps[next]; step && step.stored.position < stored.position; step = steps[(next += 1)]) {
      offerStep(fold.indicator, state, step, book, offer);
    }
    const event = toRecorded<IndicatorEvent>(eventTypes, stored);
    const before = state;
    state = evolveIndicator(before, event);
    const cells = fold.withCells ? book.changes(before, state, event) : [];
    offer({ indicator: fold.indicator, stored, event, before, after: state, cells });
  }
  for (const step of steps.slice(next)) offerStep(fold.indicator, state, step, book, offer);
  return state;
}

function offerStep(
  indicator: string,
  state: IndicatorState,
  step: CalendarStep,
  book: CellBook,
  offer: (change: IndicatorChange) => void,
): void {
  const cells = book.afterStep(state, step);
  if (cells.length > 0) offer({ indicator, stored: step.stored, before: state, after: state, cells });
}

/** The cells of one indicator as they stand, so that each is worked out once for every change and not twice. */
class CellBook {
  private readonly calendar: ReadonlyMap<PeriodKey, CalendarEntry>;
  private readonly known = new Map<PeriodKey, Cell | undefined>();

  constructor(calendar: ReadonlyMap<PeriodKey, CalendarEntry>, willChange: boolean) {
    this.calendar = willChange ? new Map(calendar) : calendar;
  }

  changes(before: IndicatorState, after: IndicatorState, event: Recorded<IndicatorEvent>): CellChange[] {
    const changes = cellChangesOf(event, before, after, this.calendar, (period) => this.cell(before, period));
    for (const change of changes) this.known.set(change.period, change.after);
    return changes;
  }

  afterStep(state: IndicatorState, { period, after: entry }: CalendarStep): CellChange[] {
    const before = this.cell(state, period);
    if (entry === undefined) this.entries().delete(period);
    else this.entries().set(period, entry);
    // Where there is a value, nothing is expected or missed.
    if (before?.value) return [];
    const after = cellOf(state, period, entry);
    if (sameCell(before, after)) return [];
    this.known.set(period, after);
    return [{ period, before, after }];
  }

  /** Only called where there are steps, for which the constructor has made a copy. */
  private entries(): Map<PeriodKey, CalendarEntry> {
    return this.calendar as Map<PeriodKey, CalendarEntry>;
  }

  private cell(state: IndicatorState, period: PeriodKey): Cell | undefined {
    const known = this.known.get(period);
    if (known !== undefined || this.known.has(period)) return known;
    const cell = cellOf(state, period, this.calendar.get(period));
    this.known.set(period, cell);
    return cell;
  }
}
