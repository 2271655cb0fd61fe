import {
  APPROVER,
  INDICATOR,
  OFFICER,
  PERFORMANCE,
  Q3,
  Q4,
  TODAY,
  YEAR,
  approved,
  cellAfter,
  closedCycle,
  correctionProposed,
  defined,
  openCycle,
  restatementOpened,
  returned,
  revised,
  stateAfter,
  submitted,
  supplied,
} from '../../../../test/domain-examples';
import { given } from '../../../../test/given';
import { CalendarEntry } from '../reporting-period';
import { IndicatorCommand, IndicatorEvent, indicator } from './index';

const spec = given(indicator);
const context = { actor: OFFICER, today: TODAY };
const byApprover = { actor: APPROVER, today: TODAY };

type Submit = Extract<IndicatorCommand, { type: 'SubmitOutturn' }>;

function submit(value: string, changes: Partial<Submit> = {}): Submit {
  return {
    type: 'SubmitOutturn',
    ...context,
    cycle: openCycle(Q4),
    period: Q4,
    value: supplied(value),
    provisional: false,
    ...changes,
  };
}

function rejected(outturnId: string): IndicatorEvent {
  return { type: 'OutturnRejected', data: { outturnId, period: Q4, reason: 'Wrong extract.', rejectedBy: APPROVER } };
}

describe('submitting an outturn', () => {
  it('gives the period its figure, and zero is a figure', () => {
    spec([defined()])
      .when(submit('56.26'))
      .then([submitted(Q4, '56.26')]);
    expect(cellAfter([defined(), submitted(Q4, '0')], Q4)).toMatchObject({
      status: 'rag-not-applicable',
      value: { value: '0', shown: '0.0', maturity: 'submitted' },
    });
  });

  it('may be replaced until it is approved, and not by the same', () => {
    spec([defined(), submitted(Q4, '50')])
      .when(submit('56.26'))
      .then([submitted(Q4, '56.26')]);
    spec([defined(), submitted(Q4, '50')])
      .when(submit('50.0'))
      .thenRefused('nothing-changes');
    spec([defined(), submitted(Q4, '50'), approved('event-2', Q4)])
      .when(submit('56.26'))
      .thenRefused('already-approved');
  });

  it('lets a provisional figure be confirmed as it is', () => {
    const provisional = submitted(Q4, '50', { provisional: true });
    spec([defined(), provisional])
      .when(submit('50'))
      .then([submitted(Q4, '50')]);
    spec([defined(), provisional])
      .when(submit('50', { provisional: true }))
      .thenRefused('nothing-changes');
    spec([defined(), submitted(Q4, '50')])
      .when(submit('50', { provisional: true }))
      .thenRefused('nothing-changes');
    expect(cellAfter([defined(), provisional], Q4).value?.maturity).toBe('provisional');
  });

  it('is late after the cut-off when it is the first, and no later than the first when it is not', () => {
    const cycle = openCycle(Q4, { cutOff: '2024-04-19' });
    spec([defined()])
      .when(submit('1', { cycle }))
      .then([submitted(Q4, '1', { late: true })]);
    spec([defined()])
      .when(submit('1', { cycle, today: '2024-04-19' }))
      .then([submitted(Q4, '1')]);
    spec([defined(), submitted(Q4, '2')])
      .when(submit('1', { cycle }))
      .then([submitted(Q4, '1')]);
    spec([defined(), submitted(Q4, '2', { late: true })])
      .when(submit('1', { cycle: openCycle(Q4) }))
      .then([submitted(Q4, '1', { late: true })]);
    expect(cellAfter([defined(), submitted(Q4, '1', { late: true })], Q4).markers).toEqual(['late']);
  });

  it.each<[string, Partial<Submit>, string]>([
    ['period-not-open', { cycle: undefined }, '/period'],
    ['period-closed', { cycle: closedCycle(Q4) }, '/period'],
    ['period-closed', { cycle: closedCycle(Q4, { reopenedFor: ['another-indicator'] }) }, '/period'],
    ['other-cycle', { cycle: openCycle(Q3) }, '/period'],
    ['invalid-period', { period: '2023-24-Q5' }, '/period'],
    ['invalid-period', { period: '__proto__' }, '/period'],
    ['not-in-force', { period: '2021-22-Q4', cycle: openCycle('2021-22-Q4') }, '/period'],
    ['not-due', { period: '2024-03' }, '/period'],
    ['not-due', { period: YEAR, cycle: openCycle(YEAR) }, '/period'],
    ['wrong-unit', { value: supplied('1', { unit: 'count' }) }, '/unit'],
    ['invalid-decimal', { value: supplied('NaN') }, '/value'],
    ['zero-denominator', { value: supplied('1', { denominator: '0.0' }) }, '/denominator'],
  ])('refuses with %s (%#)', (code, changes, pointer) => {
    spec([defined()]).when(submit('1', changes)).thenRefused(code, pointer);
  });

  it('takes the one value that was reopened after the close, late', () => {
    const cycle = closedCycle(Q4, { reopenedFor: [INDICATOR] });
    spec([defined()])
      .when(submit('1', { cycle }))
      .then([submitted(Q4, '1', { late: true })]);
    spec([defined(), submitted(Q4, '2'), approved('event-2', Q4)])
      .when(submit('1', { cycle }))
      .thenRefused('already-approved');
  });

  it('waits for what is being decided about the same period', () => {
    spec([defined(), submitted(Q4, '50'), correctionProposed(Q4, '50', '60')])
      .when(submit('1'))
      .thenRefused('correction-pending');
    spec([defined(), submitted(Q4, '50'), restatementOpened({ [Q4]: '60' })])
      .when(submit('1'))
      .thenRefused('restatement-pending');
    spec([defined(), submitted(Q4, '50'), approved('event-2', Q4), revised(Q4, '50', '60')])
      .when(submit('1'))
      .thenRefused('revision-pending');
  });

  it('belongs to the cycle in which its month ends', () => {
    const monthly = defined({ frequency: 'monthly' });
    spec([monthly])
      .when(submit('1', { period: '2024-03' }))
      .then([submitted('2024-03', '1')]);
    spec([monthly])
      .when(submit('1', { period: '2024-04' }))
      .thenRefused('other-cycle');
  });
});

describe('terms', () => {
  const termly = defined({ frequency: 'termly', rollUp: 'last' });
  const autumn = submitted('2023-09..2023-12', '90');
  const term = (period: string, cycle: CalendarEntry): Submit => submit('91', { period, cycle });

  it('share no day, however they are named', () => {
    spec([termly, autumn])
      .when(term('2023-09-01..2023-12-31', openCycle(Q3)))
      .thenRefused('period-overlaps', '/period');
    spec([termly, autumn])
      .when(term('2024-01..2024-03', openCycle(Q4)))
      .then([submitted('2024-01..2024-03', '91')]);
  });

  it('are three a year', () => {
    const all = [submitted('2023-04..2023-07', '89'), autumn, submitted('2024-01..2024-02', '90')];
    spec([termly, ...all])
      .when(term('2024-03-01..2024-03-31', openCycle(Q4)))
      .thenRefused('too-many-periods', '/period');
    expect(cellAfter([termly, ...all], YEAR).value).toMatchObject({ value: '90', source: 'roll-up' });
    expect(cellAfter([termly, autumn], YEAR).rollUp?.result).toEqual({
      state: 'incomplete',
      present: 1,
      due: 3,
      missing: ['2023-24 (2 of 3)', '2023-24 (3 of 3)'],
    });
  });

  it('are not made by talking about a span', () => {
    const about = (period: string): IndicatorEvent => ({
      type: 'CommentaryWritten',
      data: { period, text: 'In May.', writtenBy: OFFICER },
    });
    const events = [termly, autumn, about('2023-05-01..2023-05-31'), about('2023-06-01..2023-06-30')];
    expect(cellAfter(events, YEAR).rollUp?.result).toMatchObject({ present: 1, due: 3 });
  });
});

describe('an annual return', () => {
  const cycle = openCycle(YEAR);
  const giveReturn = (value: string): IndicatorCommand => ({
    type: 'SubmitAnnualReturn',
    ...context,
    cycle,
    period: YEAR,
    value: supplied(value),
    provisional: false,
  });

  it('is for years of an indicator that is reported within the year', () => {
    spec([defined()])
      .when(giveReturn('60'))
      .then([returned(YEAR, '60')]);
    const quarter = { ...giveReturn('60'), period: Q4, cycle: openCycle(Q4) } as IndicatorCommand;
    spec([defined()]).when(quarter).thenRefused('not-a-year', '/period');
    spec([defined({ frequency: 'annual' })])
      .when(giveReturn('60'))
      .thenRefused('not-due', '/period');
    spec([defined({ frequency: 'annual' })])
      .when(submit('60', { period: YEAR, cycle }))
      .then([submitted(YEAR, '60')]);
  });
});

describe('declaring a figure unavailable', () => {
  const declare = (changes: object = {}): IndicatorCommand => ({
    type: 'DeclareUnavailable',
    ...context,
    cycle: openCycle(Q4),
    period: Q4,
    reason: 'source-lag',
    note: 'The national figure comes in June.',
    ...changes,
  });
  const declared: IndicatorEvent = {
    type: 'OutturnDeclaredUnavailable',
    data: { period: Q4, reason: 'source-lag', note: 'The national figure comes in June.', declaredBy: OFFICER },
  };

  it('says why, once, and gives way to a figure', () => {
    spec([defined()]).when(declare()).then([declared]);
    spec([defined(), declared]).when(declare()).thenRefused('nothing-changes');
    spec([defined(), declared])
      .when(submit('1'))
      .then([submitted(Q4, '1')]);
    expect(cellAfter([defined(), declared], Q4)).toMatchObject({
      status: 'data-not-available',
      reason: 'source-lag',
      reasonText: 'The national figure comes in June.',
    });
    expect(cellAfter([defined(), declared, submitted(Q4, '1')], Q4).status).toBe('rag-not-applicable');
  });

  it('is no way to remove a figure, nor for what is not due', () => {
    spec([defined(), submitted(Q4, '1')])
      .when(declare())
      .thenRefused('figure-held');
    spec([defined()])
      .when(declare({ reason: 'withdrawn' }))
      .thenRefused('nothing-to-withdraw', '/reason');
    spec([defined({ frequency: 'annual' })])
      .when(declare())
      .thenRefused('not-due', '/period');
    spec([defined()])
      .when(declare({ cycle: closedCycle(Q4) }))
      .thenRefused('period-closed');
    spec([defined()])
      .when(declare({ note: '' }))
      .thenRefused('missing-text', '/note');
  });
});

describe('deciding about a submission', () => {
  const outturnId = 'event-2';
  const held = [defined(), submitted(Q4, '56.26')];

  it('is validated by anybody, approved and audited by another than its supplier', () => {
    const validated: IndicatorEvent = {
      type: 'OutturnValidated',
      data: { outturnId, period: Q4, note: 'Checked.', validatedBy: OFFICER },
    };
    spec(held)
      .when({ type: 'ValidateOutturn', ...context, outturnId, note: 'Checked.' })
      .then([validated]);
    spec([...held, validated])
      .when({ type: 'ValidateOutturn', ...byApprover, outturnId })
      .thenRefused('already-decided');
    spec([...held, validated])
      .when({ type: 'ApproveOutturn', ...byApprover, outturnId })
      .then([approved(outturnId, Q4)]);
    const audit: IndicatorCommand = { type: 'AuditOutturn', actor: PERFORMANCE, today: TODAY, outturnId };
    spec(held).when(audit).thenRefused('not-approved');
    spec([...held, approved(outturnId, Q4)])
      .when(audit)
      .then([{ type: 'OutturnAudited', data: { outturnId, period: Q4, auditedBy: PERFORMANCE } }]);
    spec([...held, approved(outturnId, Q4)])
      .when({ ...audit, actor: OFFICER })
      .thenRefused('own-submission');
  });

  it('refuses the supplier, in whatever role: approval is about the person (section 7, 12)', () => {
    const refusal = spec(held)
      .when({ type: 'ApproveOutturn', ...context, outturnId })
      .thenRefused('own-submission');
    expect(refusal.kind).toBe('forbidden');
    spec(held)
      .when({ type: 'RejectOutturn', ...context, outturnId, reason: 'Wrong.' })
      .thenRefused('own-submission');
  });

  it('decides once, about what stands', () => {
    const approve: IndicatorCommand = { type: 'ApproveOutturn', ...byApprover, outturnId };
    spec([...held, approved(outturnId, Q4)])
      .when(approve)
      .thenRefused('already-decided');
    spec([...held, submitted(Q4, '57')])
      .when(approve)
      .thenRefused('unknown-outturn');
    spec([...held, rejected(outturnId)])
      .when(approve)
      .thenRefused('unknown-outturn');
    spec([...held, approved(outturnId, Q4)])
      .when({ type: 'RejectOutturn', ...byApprover, outturnId, reason: 'Wrong.' })
      .thenRefused('already-decided');
  });

  it('leaves no figure when the first is rejected, with the reason', () => {
    spec(held)
      .when({ type: 'RejectOutturn', ...byApprover, outturnId, reason: 'Wrong extract.' })
      .then([rejected(outturnId)]);
    expect(cellAfter([...held, rejected(outturnId)], Q4)).toMatchObject({
      status: 'data-not-available',
      reason: 'pending-validation',
      reasonText: 'Wrong extract.',
    });
    spec([...held, correctionProposed(Q4, '56.26', '57')])
      .when({ type: 'RejectOutturn', ...byApprover, outturnId, reason: 'Wrong extract.' })
      .thenRefused('correction-pending');
  });

  it('refuses notes that are too long', () => {
    const note = 'a'.repeat(10_001);
    spec(held)
      .when({ type: 'ApproveOutturn', ...byApprover, outturnId, note })
      .thenRefused('text-too-long', '/note');
  });
});

describe('withdrawing', () => {
  const held = [defined(), submitted(Q4, '56.26'), approved('event-2', Q4)];
  const withdraw = (changes: object = {}): IndicatorCommand => ({
    type: 'WithdrawOutturn',
    ...byApprover,
    cycle: openCycle(Q4),
    period: Q4,
    unavailable: 'pending-validation',
    reason: 'The records are being validated (9.3).',
    evidence: ['document-9'],
    ...changes,
  });
  const withdrawn: IndicatorEvent = {
    type: 'OutturnWithdrawn',
    data: {
      outturnId: 'event-2',
      period: Q4,
      unavailable: 'pending-validation',
      reason: 'The records are being validated (9.3).',
      evidence: ['document-9'],
      withdrawnBy: APPROVER,
    },
  };

  it('makes the data not available, with the reason', () => {
    spec(held).when(withdraw()).then([withdrawn]);
    expect(cellAfter([...held, withdrawn], Q4)).toMatchObject({
      status: 'data-not-available',
      reason: 'pending-validation',
      reasonText: 'The records are being validated (9.3).',
    });
    expect(stateAfter(...held, withdrawn).figures[Q4]?.held).toBeUndefined();
  });

  it('needs a figure, a reason that fits, and nothing pending', () => {
    spec([defined()]).when(withdraw()).thenRefused('no-figure', '/period');
    spec(held)
      .when(withdraw({ unavailable: 'late' }))
      .thenRefused('invalid-reason', '/unavailable');
    spec(held)
      .when(withdraw({ reason: '' }))
      .thenRefused('missing-text', '/reason');
    spec([...held, correctionProposed(Q4, '56.26', '57')])
      .when(withdraw())
      .thenRefused('correction-pending');
  });

  it('is for another person than the supplier, in an open period', () => {
    spec(held)
      .when(withdraw({ actor: OFFICER }))
      .thenRefused('own-submission');
    for (const cycle of [closedCycle(Q4), closedCycle(Q4, { reopenedFor: [INDICATOR] })]) {
      spec(held).when(withdraw({ cycle })).thenRefused('period-closed', '/period');
    }
    spec(held)
      .when(withdraw({ cycle: openCycle(Q3) }))
      .thenRefused('other-cycle', '/period');
  });

  it('refuses endless evidence, and none', () => {
    spec(held)
      .when(withdraw({ evidence: [] }))
      .thenRefused('missing-evidence', '/evidence');
    spec(held)
      .when(withdraw({ evidence: Array<string>(100_000).fill('document') }))
      .thenRefused('list-too-long', '/evidence');
    spec(held)
      .when(withdraw({ evidence: ['a', ' '] }))
      .thenRefused('missing-text', '/evidence/1');
  });

  it('lets nobody put another figure in its place once the period is closed', () => {
    spec([...held, withdrawn])
      .when(submit('99', { cycle: closedCycle(Q4) }))
      .thenRefused('period-closed', '/period');
  });
});
