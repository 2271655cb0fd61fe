import {
  APPROVER,
  OFFICER,
  PERFORMANCE,
  Q3,
  Q4,
  TODAY,
  YEAR,
  cellAfter,
  correctionApproved,
  correctionProposed,
  defined,
  ruleSet,
  stateAfter,
  submitted,
  target,
  targetSet,
} from '../../../../test/domain-examples';
import { given } from '../../../../test/given';
import { IndicatorCommand, IndicatorEvent, indicator } from './index';

const spec = given(indicator);
const rated = [defined(), ruleSet(), targetSet(Q4, '95'), submitted(Q4, '92')];
const reason = 'One site has since been finished.';

function request(level: string, changes: object = {}): IndicatorCommand {
  return { type: 'RequestOverride', actor: OFFICER, today: TODAY, period: Q4, level, reason, ...changes };
}

function requested(level: string, period = Q4): IndicatorEvent {
  return { type: 'StatusOverrideRequested', data: { period, level, reason, requestedBy: OFFICER } };
}

function approve(changes: object = {}): IndicatorCommand {
  return { type: 'ApproveOverride', actor: APPROVER, today: TODAY, overrideId: 'event-5', ...changes };
}

function overridden(level: string, period = Q4): IndicatorEvent {
  const people = { requestedBy: OFFICER, approvedBy: APPROVER };
  return { type: 'StatusOverridden', data: { overrideId: 'event-5', period, level, reason, ...people } };
}

const pending = [...rated, requested('green')];
const targetChanged: IndicatorEvent = {
  type: 'TargetChanged',
  data: { target: target(Q4, '96'), reason: 'Cabinet.', changedBy: PERFORMANCE },
};
const CHANGES: [string, IndicatorEvent[]][] = [
  ['the value is submitted anew', [submitted(Q4, '91')]],
  ['the value is corrected', [correctionProposed(Q4, '92', '91'), correctionApproved('event-6', Q4)]],
  ['the target changes', [targetChanged]],
];

describe('requesting an override', () => {
  it('shows that it awaits a decision, and changes no colour', () => {
    spec(rated)
      .when(request('green'))
      .then([requested('green')]);
    expect(cellAfter(pending, Q4)).toMatchObject({ status: 'amber', markers: ['override-pending'] });
    expect(cellAfter(pending, Q4).override).toBeUndefined();
    expect(stateAfter(...pending).figures[Q4]?.pendingOverride).toMatchObject({
      id: 'event-5',
      level: 'green',
      reason,
      requestedBy: OFFICER,
    });
  });

  it('is one at a time', () => {
    const refusal = spec(pending)
      .when(request('red', { actor: PERFORMANCE }))
      .thenRefused('override-pending');
    expect(refusal.state).toMatchObject({ id: 'event-5', requestedBy: OFFICER });
  });

  it('needs a reason, a figure and a level of the rule', () => {
    spec(rated)
      .when(request('green', { reason: '' }))
      .thenRefused('missing-text', '/reason');
    spec(rated).when(request('blue')).thenRefused('unknown-level', '/level');
    spec(rated).when(request('constructor')).thenRefused('unknown-level', '/level');
    spec(rated)
      .when(request('green', { period: Q3 }))
      .thenRefused('no-figure', '/period');
    spec([defined(), submitted(Q4, '1')])
      .when(request('green'))
      .thenRefused('unknown-level', '/level');
  });

  it.each(CHANGES)('lapses when %s, and may be made anew', (_what, then) => {
    const lapsed = [...pending, ...then];
    expect(cellAfter(lapsed, Q4).markers).not.toContain('override-pending');
    spec(lapsed).when(approve()).thenRefused('override-lapsed');
    spec(lapsed)
      .when(request('green'))
      .then([requested('green')]);
    spec([...lapsed, requested('green')])
      .when(approve())
      .thenRefused('no-pending-override');
  });

  it('of a rolled-up year lapses when a quarter changes', () => {
    const events = [defined(), ruleSet(), targetSet(YEAR, '95'), submitted(Q4, '92'), requested('green', YEAR)];
    spec(events)
      .when(approve())
      .then([overridden('green', YEAR)]);
    expect(cellAfter(events, YEAR).markers).toEqual(['override-pending']);
    expect(cellAfter([...events, submitted(Q4, '93')], YEAR).markers).toEqual([]);
    spec([...events, submitted(Q4, '93')])
      .when(approve())
      .thenRefused('override-lapsed');
  });
});

describe('deciding on an override', () => {
  const rejected: IndicatorEvent = {
    type: 'StatusOverrideRejected',
    data: { overrideId: 'event-5', period: Q4, reason: 'It is not finished.', rejectedBy: APPROVER },
  };
  const reject = { ...approve(), type: 'RejectOverride', reason: 'It is not finished.' } as IndicatorCommand;

  it('takes another person than who asks for it, in whatever role', () => {
    spec(pending)
      .when(approve({ actor: OFFICER }))
      .thenRefused('own-submission');
    spec(pending)
      .when({ ...reject, actor: OFFICER })
      .thenRefused('own-submission');
  });

  it('shows the judgement, with the computed status beside it', () => {
    spec(pending)
      .when(approve())
      .then([overridden('green')]);
    expect(cellAfter([...pending, overridden('green')], Q4)).toMatchObject({
      status: 'green',
      level: { key: 'green' },
      rating: { status: 'amber' },
      override: { status: 'green', requestedBy: OFFICER, approvedBy: APPROVER },
      markers: ['overridden'],
      commentaryMissing: false,
    });
    spec([...pending, overridden('green')])
      .when(request('green'))
      .thenRefused('nothing-changes');
    spec([...pending, overridden('green')])
      .when(request('red'))
      .then([requested('red')]);
  });

  it('leaves the computed status when it is rejected, and is taken once', () => {
    spec(pending).when(reject).then([rejected]);
    expect(cellAfter([...pending, rejected], Q4)).toMatchObject({ status: 'amber', markers: [] });
    for (const decided of [rejected, overridden('green')]) {
      spec([...pending, decided])
        .when(approve())
        .thenRefused('no-pending-override');
    }
  });

  it('refuses a level that the rule has lost since', () => {
    const levels = [{ key: 'met', label: 'Met', colour: 'green', group: 'good', when: { kind: 'otherwise' } }] as const;
    const other = ruleSet({ scheme: { name: 'Met', compare: 'full-precision', levels } });
    spec([...pending, other])
      .when(approve())
      .thenRefused('override-lapsed');
  });
});

describe('an override that stands', () => {
  it.each(CHANGES)('lapses when %s', (_what, then) => {
    const cell = cellAfter([...rated, overridden('green'), ...then], Q4);
    expect(cell).toMatchObject({ status: 'amber', override: undefined });
    expect(cell.markers).not.toContain('overridden');
    expect(cell.eventIds).not.toContain('event-5');
    spec([...rated, overridden('green'), ...then])
      .when(request('green'))
      .then([requested('green')]);
  });

  it('of a rolled-up year lapses when a quarter changes', () => {
    const events = [defined(), ruleSet(), targetSet(YEAR, '95'), submitted(Q4, '92'), overridden('green', YEAR)];
    expect(cellAfter(events, YEAR)).toMatchObject({ status: 'green', rating: { status: 'amber' } });
    expect(cellAfter([...events, submitted(Q4, '93')], YEAR)).toMatchObject({ status: 'amber', override: undefined });
  });

  it('does not outlive a rule that has no such level', () => {
    const binary = ruleSet({
      scheme: {
        name: 'Met or not',
        compare: 'full-precision',
        levels: [
          { key: 'met', label: 'Met', colour: 'green', group: 'good', when: { kind: 'meets', bound: 'target' } },
          { key: 'not-met', label: 'Not met', colour: 'red', group: 'bad', when: { kind: 'otherwise' } },
        ],
      },
    });
    const cell = cellAfter([...rated, overridden('green'), binary], Q4);
    expect(cell).toMatchObject({ status: 'red', override: undefined, markers: [] });
  });
});
