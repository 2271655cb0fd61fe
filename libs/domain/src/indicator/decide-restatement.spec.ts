import {
  APPROVER,
  JUSTIFICATION,
  OFFICER,
  Q3,
  Q4,
  TODAY,
  YEAR,
  cellAfter,
  correctionProposed,
  defined,
  openCycle,
  restatementApproved,
  restatementOpened,
  revised,
  stateAfter,
  submitted,
  supplied,
} from '../../../../test/domain-examples';
import { given } from '../../../../test/given';
import { IndicatorCommand, IndicatorEvent, indicator } from './index';

const spec = given(indicator);
const byApprover = { actor: APPROVER, today: TODAY };
const held = [defined(), submitted(Q3, '80'), submitted(Q4, '85')];

type Open = Extract<IndicatorCommand, { type: 'OpenRestatement' }>;

function open(changes: Partial<Open> = {}): Open {
  return {
    type: 'OpenRestatement',
    actor: OFFICER,
    today: TODAY,
    fromBasis: 'recovery plan',
    toBasis: 'completion',
    justification: JUSTIFICATION,
    restated: [{ period: Q4, value: supplied('56.26') }],
    notRestated: [{ period: Q3, reason: 'The records were not kept.' }],
    ...changes,
  };
}

describe('restating', () => {
  const opened = restatementOpened({ [Q4]: '56.26' }, [Q3]);

  it('lists every period that is held, as restated or as one that cannot be (9.2)', () => {
    spec(held).when(open()).then([opened]);
    spec(held)
      .when(open({ notRestated: [] }))
      .thenRefused('periods-not-listed', '/restated');
    spec(held)
      .when(open({ notRestated: [...open().notRestated, { period: '2022-23-Q4', reason: 'Never printed.' }] }))
      .then([
        {
          ...opened,
          data: {
            ...(opened.data as Extract<IndicatorEvent, { type: 'RestatementOpened' }>['data']),
            notRestated: [...open().notRestated, { period: '2022-23-Q4', reason: 'Never printed.' }],
          },
        } as IndicatorEvent,
      ]);
  });

  it('changes nothing before another approves it', () => {
    expect(cellAfter([...held, opened], Q4)).toMatchObject({
      value: { value: '85', basis: undefined },
      markers: ['restatement-pending'],
    });
    spec([...held, opened])
      .when({ type: 'ApproveRestatement', actor: OFFICER, today: TODAY, restatementId: 'event-4' })
      .thenRefused('own-submission');
    spec([...held, opened])
      .when({ type: 'ApproveRestatement', ...byApprover, restatementId: 'event-4' })
      .then([restatementApproved('event-4')]);
  });

  it('puts the listed periods on the new basis and labels the rest with the old one: a mixed series', () => {
    const events = [...held, opened, restatementApproved('event-4')];
    const q4 = cellAfter(events, Q4);
    expect(q4).toMatchObject({
      value: { value: '56.26', first: '85', basis: 'completion', maturity: 'approved' },
      markers: ['restated'],
      eventIds: ['event-1', 'event-4', 'event-5'],
    });
    expect(cellAfter(events, Q3).value).toMatchObject({ value: '80', basis: 'recovery plan' });
    expect(q4.travel.previousPeriod).toMatchObject({
      direction: 'not-comparable',
      reason: `The basis differs: "recovery plan" in ${Q3}, "completion" in ${Q4}.`,
    });
    expect(stateAfter(...events).figures[Q4]?.held?.changes).toEqual([
      { kind: 'restatement', eventId: 'event-5', fromBasis: 'recovery plan' },
    ]);
    spec(events)
      .when({
        type: 'SubmitOutturn',
        actor: OFFICER,
        today: TODAY,
        cycle: openCycle('2024-25-Q1'),
        period: '2024-25-Q1',
        value: supplied('60'),
        provisional: false,
      })
      .then([submitted('2024-25-Q1', '60', { basis: 'completion' })]);
  });

  it('does not add up or compare years of different bases', () => {
    const quarters = (year: string, value: string): IndicatorEvent[] =>
      ['Q1', 'Q2', 'Q3', 'Q4'].map((quarter) => submitted(`${year}-${quarter}`, value));
    const two = [defined(), ...quarters('2022-23', '80'), ...quarters(YEAR, '85')];
    const newBasis = Object.fromEntries(['Q1', 'Q2', 'Q3', 'Q4'].map((quarter) => [`${YEAR}-${quarter}`, '60']));
    const old = ['Q1', 'Q2', 'Q3', 'Q4'].map((quarter) => `2022-23-${quarter}`);
    const restated = [...two, restatementOpened(newBasis, old), restatementApproved('event-10')];
    expect(cellAfter(two, YEAR).travel.previousPeriod.direction).toBe('improving');
    expect(cellAfter(restated, YEAR).travel.previousPeriod.direction).toBe('not-comparable');
    const half = restatementOpened({ [Q4]: '60' }, [...old, '2023-24-Q1', '2023-24-Q2', Q3]);
    expect(cellAfter([...two, half, restatementApproved('event-10')], YEAR)).toMatchObject({
      status: 'data-not-available',
      reason: 'not-comparable',
    });
  });

  it('keeps the basis that a period really had before a second restatement', () => {
    const first = [...held, opened, restatementApproved('event-4')];
    const bases = { fromBasis: 'completion', toBasis: 'inspection' };
    const second = [...first, restatementOpened({ [Q3]: '40', [Q4]: '50' }, [], bases), restatementApproved('event-6')];
    const changes = (period: string) => stateAfter(...second).figures[period]?.held?.changes.at(-1);
    expect(changes(Q3)?.fromBasis).toBe('recovery plan');
    expect(changes(Q4)?.fromBasis).toBe('completion');
  });

  it('labels the figure that a rejected revision gives back', () => {
    const events = [...held, revised(Q3, '80', '81'), opened, restatementApproved('event-5')];
    const rejection: IndicatorEvent = {
      type: 'OutturnRejected',
      data: { outturnId: 'event-4', period: Q3, reason: 'No.', rejectedBy: APPROVER },
    };
    expect(cellAfter([...events, rejection], Q3).value).toMatchObject({ value: '80', basis: 'recovery plan' });
  });

  it('can be rejected, and is decided once', () => {
    const rejection: IndicatorEvent = {
      type: 'RestatementRejected',
      data: { restatementId: 'event-4', reason: 'The bases are not told apart.', rejectedBy: APPROVER },
    };
    const reject: IndicatorCommand = {
      type: 'RejectRestatement',
      ...byApprover,
      restatementId: 'event-4',
      reason: 'The bases are not told apart.',
    };
    spec([...held, opened])
      .when(reject)
      .then([rejection]);
    spec([...held, opened, rejection])
      .when(reject)
      .thenRefused('no-pending-restatement');
    spec([...held, opened])
      .when({ ...reject, actor: OFFICER })
      .thenRefused('own-submission');
    expect(cellAfter([...held, opened, rejection], Q4)).toEqual(cellAfter(held, Q4));
  });

  it('shows the second of two what the first opened', () => {
    const refusal = spec([...held, opened])
      .when(open())
      .thenRefused('restatement-pending');
    expect(refusal.state).toMatchObject({ id: 'event-4', openedBy: OFFICER });
  });

  it.each<[string, Partial<Open>, string | undefined]>([
    ['same-basis', { toBasis: 'recovery plan' }, '/toBasis'],
    ['missing-text', { fromBasis: '' }, '/fromBasis'],
    ['no-periods', { restated: [], notRestated: [] }, '/restated'],
    ['no-figure', { restated: [{ period: '2023-24-Q1', value: supplied('1') }] }, '/period'],
    ['not-in-force', { restated: [{ period: '2021-22-Q1', value: supplied('1') }] }, '/restated/0/period'],
    ['invalid-decimal', { restated: [{ period: Q4, value: supplied('1,5') }] }, '/restated/0/value/value'],
    ['invalid-period', { notRestated: [{ period: '__proto__', reason: 'No.' }] }, '/notRestated/0/period'],
    ['missing-text', { notRestated: [{ period: Q3, reason: '' }] }, '/notRestated/0/reason'],
    ['period-listed-twice', { notRestated: [{ period: Q4, reason: 'No.' }] }, '/restated'],
    ['missing-evidence', { justification: { ...JUSTIFICATION, evidence: [] } }, '/evidence'],
    ['list-too-long', { notRestated: Array(10_000).fill({ period: Q3, reason: 'No.' }) }, '/notRestated'],
    ['list-too-long', { restated: Array(10_000).fill({ period: Q4, value: supplied('1') }) }, '/restated'],
    ['invalid-date', { decidedOn: '2024-13-01' }, '/decidedOn'],
  ])('refuses with %s (%#)', (code, changes, pointer) => {
    spec(held).when(open(changes)).thenRefused(code, pointer);
  });

  it('starts from the basis that holds, and waits for corrections', () => {
    const events = [...held, opened, restatementApproved('event-4')];
    spec(events)
      .when(open({ toBasis: 'inspection' }))
      .thenRefused('other-basis', '/fromBasis');
    spec([...held, correctionProposed(Q4, '85', '84')])
      .when(open())
      .thenRefused('correction-pending');
  });
});
