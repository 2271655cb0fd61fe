import {
  APPROVER,
  INDICATOR,
  JUSTIFICATION,
  OFFICER,
  PERFORMANCE,
  Q3,
  Q4,
  TODAY,
  approved,
  cellAfter,
  closedCycle,
  correctionApproved,
  correctionProposed,
  defined,
  openCycle,
  revised,
  ruleSet,
  stateAfter,
  submitted,
  supplied,
  target,
  targetSet,
} from '../../../../test/domain-examples';
import { given } from '../../../../test/given';
import { IndicatorCommand, IndicatorEvent, ProposedChange, indicator } from './index';

const spec = given(indicator);
const byApprover = { actor: APPROVER, today: TODAY };
/** Ids: the outturn is event-2, its approval event-3, and the first proposal event-4. */
const published = [defined(), submitted(Q4, '56.26'), approved('event-2', Q4)];

function propose(change: ProposedChange, changes: object = {}): IndicatorCommand {
  return {
    type: 'ProposeCorrection',
    actor: OFFICER,
    today: TODAY,
    cycle: closedCycle(Q4),
    period: Q4,
    change,
    justification: JUSTIFICATION,
    ...changes,
  };
}

const toValue = (value: string): ProposedChange => ({ subject: 'value', to: supplied(value) });

describe('correcting a value', () => {
  it('is proposed by one and approved by another, in a closed period too', () => {
    spec(published)
      .when(propose(toValue('55.1')))
      .then([correctionProposed(Q4, '56.26', '55.1')]);
    const proposed = [...published, correctionProposed(Q4, '56.26', '55.1')];
    expect(cellAfter(proposed, Q4)).toMatchObject({ value: { value: '56.26' }, markers: ['correction-pending'] });
    spec(proposed)
      .when({ type: 'ApproveCorrection', ...byApprover, correctionId: 'event-4' })
      .then([correctionApproved('event-4', Q4)]);
    expect(cellAfter([...proposed, correctionApproved('event-4', Q4)], Q4)).toMatchObject({
      value: { value: '55.1', first: '56.26', maturity: 'approved', outturnId: 'event-4' },
      markers: ['corrected'],
    });
  });

  it('refuses the proposer as decider, through whatever role', () => {
    const proposed = [...published, correctionProposed(Q4, '56.26', '55.1')];
    const decide = { actor: OFFICER, today: TODAY, correctionId: 'event-4' };
    spec(proposed)
      .when({ type: 'ApproveCorrection', ...decide })
      .thenRefused('own-submission');
    spec(proposed)
      .when({ type: 'RejectCorrection', ...decide, reason: 'No.' })
      .thenRefused('own-submission');
  });

  it.each(['56.26', '56.260'])('changes something, which %s does not', (value) => {
    spec(published)
      .when(propose(toValue(value)))
      .thenRefused('nothing-changes', '/value');
  });

  it('may change what stands beside the number alone', () => {
    const change: ProposedChange = { subject: 'value', to: supplied('56.26', { qualifier: 'circa' }) };
    const { data } = correctionProposed(Q4, '56.26', '56.26') as Extract<
      IndicatorEvent,
      { type: 'CorrectionProposed' }
    >;
    spec(published)
      .when(propose(change))
      .then([{ type: 'CorrectionProposed', data: { ...data, change: { ...change, from: supplied('56.26') } } }]);
  });

  it('shows the second of two what the first proposed', () => {
    const refusal = spec([...published, correctionProposed(Q4, '56.26', '55.1')])
      .when(propose(toValue('54'), { actor: PERFORMANCE }))
      .thenRefused('correction-pending');
    expect(refusal.kind).toBe('conflict');
    expect(refusal.state).toEqual({
      id: 'event-4',
      kind: 'correction',
      change: { subject: 'value', from: supplied('56.26'), to: supplied('55.1') },
      justification: JUSTIFICATION,
      proposedBy: OFFICER,
    });
  });

  it('can itself be corrected', () => {
    const corrected = [...published, correctionProposed(Q4, '56.26', '55.1'), correctionApproved('event-4', Q4)];
    spec(corrected)
      .when(propose(toValue('56.26')))
      .then([correctionProposed(Q4, '55.1', '56.26')]);
    const again = [...corrected, correctionProposed(Q4, '55.1', '56.26'), correctionApproved('event-6', Q4)];
    expect(cellAfter(again, Q4)).toMatchObject({ value: { value: '56.26', first: '56.26' }, markers: ['corrected'] });
    expect(stateAfter(...again).figures[Q4]?.held?.changes.map(({ eventId }) => eventId)).toEqual([
      'event-5',
      'event-7',
    ]);
  });

  it('is decided once', () => {
    const proposed = [...published, correctionProposed(Q4, '56.26', '55.1')];
    const rejection: IndicatorEvent = {
      type: 'CorrectionRejected',
      data: { correctionId: 'event-4', period: Q4, reason: 'Not shown.', rejectedBy: APPROVER },
    };
    spec(proposed)
      .when({ type: 'RejectCorrection', ...byApprover, correctionId: 'event-4', reason: 'Not shown.' })
      .then([rejection]);
    expect(cellAfter([...proposed, rejection], Q4)).toMatchObject({ value: { value: '56.26' }, markers: [] });
    for (const settled of [rejection, correctionApproved('event-4', Q4)]) {
      spec([...proposed, settled])
        .when({ type: 'ApproveCorrection', ...byApprover, correctionId: 'event-4' })
        .thenRefused('no-pending-correction');
    }
  });

  it('leaves nothing for the approval of the value it took the place of', () => {
    const unapproved = [defined(), submitted(Q4, '56.26'), correctionProposed(Q4, '56.26', '55.1')];
    spec([...unapproved, correctionApproved('event-3', Q4)])
      .when({ type: 'ApproveOutturn', ...byApprover, outturnId: 'event-2' })
      .thenRefused('unknown-outturn');
  });

  it.each<[string, object, string]>([
    ['missing-text', { justification: { ...JUSTIFICATION, reason: ' ' } }, '/reason'],
    ['missing-text', { justification: { ...JUSTIFICATION, cause: '' } }, '/cause'],
    ['missing-evidence', { justification: { ...JUSTIFICATION, evidence: [] } }, '/evidence'],
    ['list-too-long', { justification: { ...JUSTIFICATION, evidence: Array<string>(100_000).fill('a') } }, '/evidence'],
    ['text-too-long', { justification: { ...JUSTIFICATION, reason: 'a'.repeat(1_000_000) } }, '/reason'],
    ['invalid-date', { decidedOn: '2024-04-31' }, '/decidedOn'],
    ['invalid-period', { period: '2023-24-Q5' }, '/period'],
    ['no-figure', { period: Q3 }, '/period'],
    ['wrong-unit', { change: { subject: 'value', to: supplied('1', { unit: 'count' }) } }, '/unit'],
  ])('refuses with %s (%#)', (code, changes, pointer) => {
    spec(published)
      .when(propose(toValue('55.1'), changes))
      .thenRefused(code, pointer);
  });
});

describe('correcting a target', () => {
  const toTarget = (value: string): ProposedChange => ({ subject: 'target', to: target(Q4, value) });
  const proposed = (from: string | undefined, to: string): IndicatorEvent => ({
    type: 'CorrectionProposed',
    data: {
      period: Q4,
      kind: 'correction',
      change: { subject: 'target', from: from === undefined ? undefined : target(Q4, from), to: target(Q4, to) },
      justification: JUSTIFICATION,
      proposedBy: OFFICER,
    },
  });
  const rated = [defined(), ruleSet(), targetSet(Q4, '95'), submitted(Q4, '92'), approved('event-4', Q4)];

  it('is how a target changes after the close, and changes the colour with no new outturn', () => {
    spec(rated)
      .when(propose(toTarget('90')))
      .then([proposed('95', '90')]);
    spec([defined()])
      .when(propose(toTarget('90')))
      .then([proposed(undefined, '90')]);
    expect(cellAfter([...rated, proposed('95', '90')], Q4).status).toBe('amber');
    expect(cellAfter([...rated, proposed('95', '90'), correctionApproved('event-6', Q4)], Q4)).toMatchObject({
      status: 'green',
      value: { value: '92', maturity: 'approved', outturnId: 'event-4' },
      target: { value: '90', version: 2 },
      markers: [],
    });
  });

  it('refuses an open period, another period and no change', () => {
    spec(rated)
      .when(propose(toTarget('90'), { cycle: openCycle(Q4) }))
      .thenRefused('period-open', '/period');
    spec(rated)
      .when(propose(toTarget('90'), { cycle: undefined }))
      .thenRefused('period-open', '/period');
    spec(rated)
      .when(propose(toTarget('90'), { cycle: closedCycle(Q3) }))
      .thenRefused('other-cycle', '/period');
    spec(rated)
      .when(propose(toTarget('90'), { period: Q3 }))
      .thenRefused('other-period', '/target/period');
    spec(rated)
      .when(propose(toTarget('95.0')))
      .thenRefused('nothing-changes', '/target');
  });
});

describe('withdrawing the value of a closed period', () => {
  const withheld: ProposedChange = { subject: 'withdrawal', unavailable: 'withheld' };
  const proposed: IndicatorEvent = {
    type: 'CorrectionProposed',
    data: {
      period: Q4,
      kind: 'correction',
      change: { subject: 'withdrawal', from: supplied('56.26'), unavailable: 'withheld' },
      justification: JUSTIFICATION,
      proposedBy: OFFICER,
    },
  };

  it('is proposed by one and approved by another, and leaves no value but the reason', () => {
    spec(published).when(propose(withheld)).then([proposed]);
    expect(cellAfter([...published, proposed], Q4)).toMatchObject({
      value: { value: '56.26' },
      markers: ['correction-pending'],
    });
    spec([...published, proposed])
      .when({ type: 'ApproveCorrection', actor: OFFICER, today: TODAY, correctionId: 'event-4' })
      .thenRefused('own-submission');
    const cell = cellAfter([...published, proposed, correctionApproved('event-4', Q4)], Q4);
    expect(cell).toMatchObject({
      status: 'data-not-available',
      reason: 'withheld',
      reasonText: JUSTIFICATION.reason,
      markers: [],
    });
    expect(cell.value).toBeUndefined();
    expect(cell.eventIds).toContain('event-5');
  });

  it('needs a figure, a reason that fits, and evidence', () => {
    spec([defined()]).when(propose(withheld)).thenRefused('no-figure', '/period');
    spec(published)
      .when(propose({ subject: 'withdrawal', unavailable: 'not-held' }))
      .thenRefused('invalid-reason', '/withdrawal');
    spec(published)
      .when(propose(withheld, { justification: { ...JUSTIFICATION, evidence: [] } }))
      .thenRefused('missing-evidence', '/evidence');
  });
});

describe('revising', () => {
  const revise = {
    type: 'RecordRevision' as const,
    actor: OFFICER,
    today: TODAY,
    cycle: openCycle(Q4),
    period: Q4,
    value: supplied('57.2'),
    justification: JUSTIFICATION,
  };
  const revision = revised(Q4, '56.26', '57.2');

  it('goes by way of a correction once the period is closed, though the value be reopened', () => {
    for (const cycle of [closedCycle(Q4), closedCycle(Q4, { reopenedFor: [INDICATOR] })]) {
      const refusal = spec(published)
        .when({ ...revise, cycle })
        .thenRefused('period-closed', '/period');
      expect(refusal.message).toContain('Propose a correction of kind revision instead.');
    }
    spec(published)
      .when({ ...revise, cycle: openCycle(Q3) })
      .thenRefused('other-cycle', '/period');
    const { data } = correctionProposed(Q4, '56.26', '57.2') as Extract<IndicatorEvent, { type: 'CorrectionProposed' }>;
    const proposed: IndicatorEvent = { type: 'CorrectionProposed', data: { ...data, kind: 'revision' } };
    spec(published)
      .when(propose(toValue('57.2'), { kind: 'revision' }))
      .then([proposed]);
    expect(cellAfter([...published, proposed, correctionApproved('event-4', Q4)], Q4)).toMatchObject({
      value: { value: '57.2', first: '56.26', maturity: 'approved' },
      markers: ['revised'],
    });
    spec(published)
      .when(propose({ subject: 'target', to: target(Q4, '90') }, { kind: 'revision' }))
      .thenRefused('revision-of-value-only', '/kind');
  });

  it('stands as submitted until another than its recorder approves it', () => {
    spec(published).when(revise).then([revision]);
    expect(cellAfter([...published, revision], Q4)).toMatchObject({
      value: { value: '57.2', first: '56.26', maturity: 'submitted', outturnId: 'event-4' },
      markers: ['revised'],
    });
    const approve = { type: 'ApproveOutturn', outturnId: 'event-4', today: TODAY } as const;
    spec([...published, revision])
      .when({ ...approve, actor: OFFICER })
      .thenRefused('own-submission');
    spec([...published, revision])
      .when({ ...approve, actor: APPROVER })
      .then([approved('event-4', Q4)]);
  });

  it('gives back the approved figure when it is rejected', () => {
    const rejection: IndicatorEvent = {
      type: 'OutturnRejected',
      data: { outturnId: 'event-4', period: Q4, reason: 'Not better data.', rejectedBy: APPROVER },
    };
    spec([...published, revision])
      .when({ type: 'RejectOutturn', ...byApprover, outturnId: 'event-4', reason: 'Not better data.' })
      .then([rejection]);
    expect(cellAfter([...published, revision, rejection], Q4)).toEqual(cellAfter(published, Q4));
    const twice = [...published, revision, revised(Q4, '57.2', '58')];
    const second: IndicatorEvent = { ...rejection, data: { ...rejection.data, outturnId: 'event-5' } };
    expect(cellAfter([...twice, second], Q4)).toEqual(cellAfter([...published, revision], Q4));
  });

  it('is not given back once the revision is approved or corrected', () => {
    const settled = stateAfter(...published, revision, approved('event-4', Q4));
    expect(settled.figures[Q4]?.held).toMatchObject({ maturity: 'approved' });
    expect(settled.figures[Q4]?.held?.replaced).toBeUndefined();
  });

  it('changes something, of a figure that is held, while nothing is pending', () => {
    spec(published)
      .when({ ...revise, value: supplied('56.260') })
      .thenRefused('nothing-changes', '/value');
    spec([defined()]).when(revise).thenRefused('no-figure', '/period');
    spec([...published, correctionProposed(Q4, '56.26', '55')])
      .when(revise)
      .thenRefused('correction-pending');
    spec(published)
      .when({ ...revise, justification: { ...JUSTIFICATION, evidence: [] } })
      .thenRefused('missing-evidence', '/evidence');
  });
});
