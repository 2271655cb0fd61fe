import { initialIndicator, type CalendarEntry, type Cell, type IndicatorDefinition } from '@outturn/domain';
import type { StoredEvent } from '@outturn/event-store';
import { INDICATOR, Q3, Q4, YEAR, closedCycle, defined, openCycle, submitted } from '../../../test/domain-examples';
import { foldIndicator } from './fold-indicator';
import type { CalendarStep, IndicatorChange } from './projection';

const METADATA = { actor: 'person-1', role: 'officer', correlationId: 'c-1', causationId: 'd-1' };

function stored(position: number, event: { readonly type: string; readonly data: object }): StoredEvent {
  const id = `event-${position}`;
  const place = {
    streamId: `indicator-${INDICATOR}`,
    revision: position,
    position,
    recordedAt: '2024-04-01T00:00:00Z',
  };
  return { id, ...event, schemaVersion: 1, metadata: METADATA, ...place };
}

function step(position: number, before: CalendarEntry | undefined, after: CalendarEntry): CalendarStep {
  return { stored: stored(position, { type: 'Turned', data: {} }), period: after.period, before, after };
}

/** What comes of events and steps: where each change is, and the statuses of the cells before and after. */
function changesOf(events: readonly StoredEvent[], steps: readonly CalendarStep[], withCells = true) {
  const changes: IndicatorChange[] = [];
  const fold = { indicator: INDICATOR, state: initialIndicator, calendar: new Map(), events, steps, withCells };
  foldIndicator(fold, (change) => changes.push(change));
  const told = (cell: Cell | undefined) => cell && `${cell.status} ${cell.reason ?? cell.value?.value ?? ''}`;
  return changes.map(({ stored: { position }, cells }) => ({
    position,
    cells: Object.fromEntries(cells.map(({ period, before, after }) => [period, [told(before), told(after)]])),
  }));
}

const open = (position: number, period: string) => step(position, undefined, openCycle(period));
const close = (position: number, period: string) => step(position, openCycle(period), closedCycle(period));
const define = (changes: Partial<IndicatorDefinition> = {}) => stored(1, defined(changes));

describe('reporting periods and the cells of an indicator', () => {
  it('is awaited from the opening on, and late from the closing on', () => {
    expect(changesOf([define()], [open(2, Q4), close(3, Q4)])).toEqual([
      { position: 1, cells: {} },
      { position: 2, cells: { [Q4]: [undefined, 'data-not-available awaited'] } },
      { position: 3, cells: { [Q4]: ['data-not-available awaited', 'data-not-available late'] } },
    ]);
  });

  it('leaves alone what has a value', () => {
    const changes = changesOf([define(), stored(3, submitted(Q4, '91'))], [open(2, Q4), close(4, Q4)]);
    expect(changes.map(({ position }) => position)).toEqual([1, 2, 3]);
    expect(changes[2]?.cells[Q4]).toEqual(['data-not-available awaited', 'rag-not-applicable 91']);
  });

  it('says of an annual indicator that it is annual only', () => {
    const changes = changesOf([define({ frequency: 'annual' })], [open(2, Q4), open(3, YEAR), close(4, Q4)]);
    expect(changes.slice(1)).toEqual([
      { position: 2, cells: { [Q4]: [undefined, 'not-due annual-only'] } },
      { position: 3, cells: { [YEAR]: [undefined, 'data-not-available awaited'] } },
    ]);
  });

  it('counts from its definition on where the period was open before', () => {
    const late = [stored(5, defined())];
    expect(changesOf(late, [open(2, Q4), open(3, Q3), close(4, Q3)])).toEqual([
      {
        position: 5,
        cells: { [Q4]: [undefined, 'data-not-available awaited'], [Q3]: [undefined, 'data-not-available late'] },
      },
    ]);
  });

  it('works out no cells where nobody asks for them', () => {
    expect(changesOf([define()], [open(2, Q4)], false)).toEqual([{ position: 1, cells: {} }]);
  });
});
