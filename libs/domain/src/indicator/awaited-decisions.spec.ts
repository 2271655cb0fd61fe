import {
  APPROVER,
  OFFICER,
  Q3,
  Q4,
  approved,
  correctionApproved,
  correctionProposed,
  defined,
  restatementApproved,
  restatementOpened,
  revised,
  ruleSet,
  stateAfter,
  submitted,
} from '../../../../test/domain-examples';
import { awaitedDecisions } from './awaited-decisions';
import type { IndicatorEvent } from './events';

const overrideRequested: IndicatorEvent = {
  type: 'StatusOverrideRequested',
  data: { period: Q4, level: 'green', reason: 'One late delivery decides it.', requestedBy: OFFICER },
};
const rejected = (outturnId: string): IndicatorEvent => ({
  type: 'OutturnRejected',
  data: { outturnId, period: Q4, reason: 'Not so.', rejectedBy: APPROVER },
});

const awaitedAfter = (...events: readonly IndicatorEvent[]) => awaitedDecisions(stateAfter(defined(), ...events));

describe('what awaits a decision', () => {
  it('is nothing at first', () => {
    expect(awaitedAfter(ruleSet())).toEqual([]);
  });

  it('is a submitted figure until it is approved', () => {
    expect(awaitedAfter(submitted(Q4, '91'))).toEqual([
      { id: 'event-2', kind: 'outturn', periods: [Q4], broughtBy: OFFICER },
    ]);
    expect(awaitedAfter(submitted(Q4, '91'), approved('event-2', Q4))).toEqual([]);
  });

  it('is the latest submission of a figure', () => {
    expect(awaitedAfter(submitted(Q4, '91'), submitted(Q4, '92'))).toMatchObject([{ id: 'event-3' }]);
  });

  it('is a revision, and after its rejection the figure that it had taken the place of', () => {
    const events = [submitted(Q4, '91'), revised(Q4, '91', '92')];
    expect(awaitedAfter(...events)).toMatchObject([{ id: 'event-3', kind: 'outturn' }]);
    expect(awaitedAfter(...events, rejected('event-3'))).toMatchObject([{ id: 'event-2', kind: 'outturn' }]);
  });

  it('is a correction beside the figure, and both of them one after the other', () => {
    const events = [submitted(Q4, '91'), correctionProposed(Q4, '91', '92')];
    expect(awaitedAfter(...events)).toMatchObject([
      { id: 'event-2', kind: 'outturn' },
      { id: 'event-3', kind: 'correction' },
    ]);
    expect(awaitedAfter(...events, correctionApproved('event-3', Q4))).toEqual([]);
  });

  it('is an override', () => {
    const events = [submitted(Q4, '91'), approved('event-2', Q4), overrideRequested];
    expect(awaitedAfter(...events)).toEqual([{ id: 'event-4', kind: 'override', periods: [Q4], broughtBy: OFFICER }]);
  });

  it('is a restatement, with the periods that it restates and those that it cannot', () => {
    const events = [submitted(Q4, '91'), approved('event-2', Q4), restatementOpened({ [Q4]: '60' }, [Q3])];
    expect(awaitedAfter(...events)).toEqual([
      { id: 'event-4', kind: 'restatement', periods: [Q4, Q3], broughtBy: OFFICER },
    ]);
    expect(awaitedAfter(...events, restatementApproved('event-4'))).toEqual([]);
  });
});
