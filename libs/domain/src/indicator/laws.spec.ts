import fc from 'fast-check';
import { INDICATOR } from '../../../../test/domain-examples';
import { asStored } from '../../../../test/given';
import { Calendar, PERIODS, SPANS, Step, draws, openCalendar, play } from '../../../../test/random-history';
import { fold } from '../decider';
import { Frequency, RollUpMethod } from '../definition';
import { PeriodKey, cycleOf, financialYear, parsePeriod, quartersOf } from '../period';
import { IndicatorState, affectedPeriods, cellChanges, cellChangesOf, cellOf, indicator } from './index';

function allCells(state: IndicatorState, calendar: Calendar): Map<PeriodKey, string | undefined> {
  return new Map(PERIODS.map((key) => [key, JSON.stringify(cellOf(state, key, calendar.get(key)))]));
}

const KINDS: readonly [Frequency, RollUpMethod, readonly PeriodKey[]][] = [
  ['quarterly', 'sum', [...quartersOf(financialYear(2023)), ...quartersOf(financialYear(2024))].map((p) => p.key)],
  ['quarterly', 'last', ['2022-23-Q4', '2023-24-Q1', '2023-24-Q2', '2023-24-Q3', '2023-24-Q4', '2023-24', '2022-23']],
  ['monthly', 'ratio-of-sums', ['2024-01', '2024-02', '2024-03', '2023-24-Q4', '2023-24', '2023-03', '2024-04']],
  ['termly', 'ratio-of-sums', [...SPANS, '2023-24']],
  ['annual', 'explicit', ['2022-23', '2023-24', '2024-25', '2023-24-Q4']],
  ['quarterly', 'count-met', [...quartersOf(financialYear(2023)).map((p) => p.key), '2023-24']],
];

describe.each(KINDS)('laws of an indicator reported %s and rolled up by %s', (frequency, rollUp, periods) => {
  function laws(check: (step: Step) => void, atTheEnd: (steps: readonly Step[]) => void = () => undefined): void {
    fc.assert(
      fc.property(draws(periods), (moves) => {
        atTheEnd(play(frequency, rollUp, moves, check));
      }),
      { numRuns: 40 },
    );
  }

  it('finds every cell that an event changes among the affected periods', () => {
    laws(({ before, event, after, calendar }) => {
      const was = allCells(before, calendar);
      const is = allCells(after, calendar);
      const different = PERIODS.filter((key) => was.get(key) !== is.get(key));
      const found = cellChanges(before, after, affectedPeriods(event, after), calendar);
      const known = found.map(({ period }) => period).filter((period) => PERIODS.includes(period));
      expect({ event, periods: [...known].sort() }).toEqual({ event, periods: [...different].sort() });
      for (const change of found.filter(({ period }) => PERIODS.includes(period))) {
        expect(JSON.stringify(change.before)).toBe(was.get(change.period));
        expect(JSON.stringify(change.after)).toBe(is.get(change.period));
      }
    });
  });

  it('tells the cells that an event changes quickly as it tells them at length', () => {
    laws(({ before, event, after, calendar }) => {
      const quickly = cellChangesOf(event, before, after, calendar);
      expect(quickly).toEqual(cellChanges(before, after, affectedPeriods(event, after), calendar));
      expect(JSON.stringify(quickly)).toBe(
        JSON.stringify(cellChanges(before, after, affectedPeriods(event, after), calendar)),
      );
    });
  });

  it('folds the same events to the same state and cells, decided or stored', () => {
    laws(
      () => undefined,
      (steps) => {
        const stored = asStored(steps.map((step) => step.event));
        const again = fold(indicator, indicator.initialState, stored);
        const last = steps.at(-1)?.after;
        expect(asStored(again)).toStrictEqual(asStored(last));
        const calendar = openCalendar();
        expect(allCells(again, calendar)).toEqual(allCells(last ?? again, calendar));
      },
    );
  });

  it('never lets the person who supplied a figure approve it', () => {
    laws(({ before, event, after }) => {
      if (event.type === 'StatusOverridden' || !('approvedBy' in event.data)) return;
      for (const [period, { held }] of Object.entries(after.figures)) {
        const was = before.figures[period]?.held;
        if (was?.maturity === held?.maturity && was?.outturnId === held?.outturnId) continue;
        if (held === undefined) {
          // A withdrawal was approved: its proposer is another person.
          expect(before.figures[period]?.pendingCorrection?.proposedBy).not.toBe(event.data.approvedBy);
          continue;
        }
        expect(held).toMatchObject({ maturity: 'approved' });
        expect(held.suppliedBy).not.toBe(event.data.approvedBy);
      }
    });
  });

  it('takes nothing but decisions, corrections, restatements, overrides and words in a closed period', () => {
    laws(({ event, calendar }) => {
      const cycle = (period: PeriodKey) => calendar.get(cycleOf(parsePeriod(period)).key);
      const { type, data } = event;
      if (type === 'OutturnSubmitted' || type === 'AnnualReturnSubmitted' || type === 'OutturnDeclaredUnavailable') {
        const entry = cycle(data.period);
        expect(entry?.state === 'open' || entry?.reopenedFor.includes(INDICATOR)).toBe(true);
      } else if (type === 'RevisionRecorded' || type === 'OutturnWithdrawn') {
        expect(cycle(data.period)?.state).not.toBe('closed');
      } else if (type === 'TargetSet' || type === 'TargetChanged') {
        expect(cycle(data.target.period)?.state).not.toBe('closed');
      }
    });
  });
});
