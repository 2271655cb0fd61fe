import {
  SUBMITTER,
  command,
  decider,
  events,
  rating,
  stateAfter,
  terms,
  vintage,
} from '../../../../test/contract-examples';
import { APPROVER, JUSTIFICATION } from '../../../../test/domain-examples';
import { given } from '../../../../test/given';
import { contract } from './decide';
import { ContractEvent } from './events';
import { ContractCorrection, CorrectedContract } from './facts';

const spec = given(contract);
const approve = (proposalId: string, who = decider) => command('ApproveContractProposal', { proposalId }, who);
const reject = (proposalId: string) =>
  command('RejectContractProposal', { proposalId, reason: 'The source says otherwise.' }, decider);
const rejected = (proposalId: string): ContractEvent => ({
  type: 'ContractProposalRejected',
  data: { proposalId, reason: 'The source says otherwise.', rejectedBy: APPROVER },
});

describe('a rating of the Procurement Act 2023', () => {
  const outside = [events.recorded()];
  const within = [events.recorded({ procurementAct2023: 'applies' }), events.adopted()];
  const rate = (changes: object = {}) => command('ProposeContractRating', { rating: rating(changes) });

  it('is proposed, and approved by somebody else', () => {
    const proposed = { kpi: 'participation', outsideActBecause: undefined };
    spec(within)
      .when(rate(proposed))
      .then([events.rated(proposed)]);
    spec([...within, events.rated(proposed)])
      .when(approve('event-3'))
      .then([events.approved('event-3')]);
    spec([...within, events.rated(proposed)])
      .when(approve('event-3', { ...decider, actor: SUBMITTER }))
      .thenRefused('own-submission');
    spec([...within, events.rated(proposed)])
      .when(reject('event-3'))
      .then([rejected('event-3')]);
    expect(stateAfter(...within, events.rated(proposed), rejected('event-3')).ratings).toEqual({});
  });

  it('says why where the Act does not apply, and only there', () => {
    spec(outside).when(rate()).then([events.rated()]);
    spec(outside)
      .when(rate({ outsideActBecause: undefined }))
      .thenRefused('outside-the-act', '/outsideActBecause');
    spec(outside)
      .when(rate({ outsideActBecause: '' }))
      .thenRefused('outside-the-act', '/outsideActBecause');
    const notStated = spec([events.recorded({ procurementAct2023: 'not-stated' })]);
    notStated.when(rate({ outsideActBecause: undefined })).thenRefused('outside-the-act', '/outsideActBecause');
    notStated.when(rate()).then([events.rated()]);
    spec(within).when(rate()).thenRefused('within-the-act', '/outsideActBecause');
    spec(within)
      .when(rate({ outsideActBecause: undefined, kpi: 'noise' }))
      .thenRefused('unknown-key', '/kpi');
    spec(outside)
      .when(rate({ reason: '' }))
      .thenRefused('missing-text', '/reason');
  });
});

describe('a correction of what was recorded of a contract', () => {
  const before = [
    events.recorded(),
    events.adopted(),
    events.result('417749', '2023-24'),
    events.opened(),
    events.estimated(),
  ];
  const propose = (correction: ContractCorrection) =>
    command('ProposeContractCorrection', { correction, justification: JUSTIFICATION });
  const proposed = (correction: CorrectedContract): ContractEvent => ({
    type: 'ContractCorrectionProposed',
    data: { correction, justification: JUSTIFICATION, proposedBy: SUBMITTER },
  });
  const erratum = { subject: 'finance-vintage', vintageId: 'event-5', to: vintage({ pence: '20900000' }) } as const;
  const corrected = { ...erratum, from: vintage() };

  it('tells an erratum from a new estimate: the vintage keeps its place and shows what it said', () => {
    spec(before)
      .when(propose(erratum))
      .then([proposed(corrected)]);
    spec([...before, proposed(corrected)])
      .when(approve('event-6'))
      .then([events.approved('event-6')]);
    const { finance, pending } = stateAfter(...before, proposed(corrected), events.approved('event-6'));
    expect(pending).toEqual({});
    expect(finance.utilities?.vintages).toEqual([
      {
        id: 'event-5',
        vintage: vintage({ pence: '20900000' }),
        corrected: { from: vintage(), reason: JUSTIFICATION.reason, eventId: 'event-7' },
      },
    ]);
  });

  it('is of a KPI result or of the terms as well', () => {
    const from = { value: '417749', unit: 'count', observationStatus: ['A'] } as const;
    const to = { ...from, value: '417750' };
    const ofResult = { subject: 'kpi-result', resultId: 'event-3', to } as const;
    spec(before)
      .when(propose(ofResult))
      .then([proposed({ ...ofResult, from })]);
    const ofTerms = { subject: 'terms', to: terms({ services: [] }) } as const;
    spec(before)
      .when(propose(ofTerms))
      .then([proposed({ ...ofTerms, from: terms() })]);
    const state = stateAfter(
      ...before,
      proposed({ ...ofResult, from }),
      events.approved('event-6'),
      proposed({ ...ofTerms, from: terms() }),
      events.approved('event-8'),
    );
    expect(state.terms).toEqual(terms({ services: [] }));
    expect(state.results['set-1 participation 2023-24']?.result.value.value).toBe('417750');
  });

  it('is decided by somebody else, once, and one at a time', () => {
    const waiting = [...before, proposed(corrected)];
    spec(waiting).when(propose(erratum)).thenRefused('correction-pending');
    spec(waiting)
      .when(approve('event-6', { ...decider, actor: SUBMITTER }))
      .thenRefused('own-submission');
    spec(waiting)
      .when(reject('event-6'))
      .then([rejected('event-6')]);
    spec([...waiting, rejected('event-6')])
      .when(approve('event-6'))
      .thenRefused('no-pending-proposal');
    spec(before).when(approve('toString')).thenRefused('no-pending-proposal');
  });

  it.each<[string, ContractCorrection, string | undefined]>([
    ['nothing-changes', { ...erratum, to: vintage() }, undefined],
    ['unknown-id', { ...erratum, vintageId: 'event-9' }, '/id'],
    ['other-estimate', { ...erratum, to: vintage({ period: '2022-23' }) }, '/vintage'],
    ['invalid-value-for-unit', { ...erratum, to: vintage({ pence: '1.2' }) }, '/vintage/pence'],
    ['missing-text', { subject: 'terms', to: terms({ name: '' }) }, '/terms/name'],
    [
      'wrong-unit',
      { subject: 'kpi-result', resultId: 'event-3', to: { value: '1', unit: 'days', observationStatus: [] } },
      '/value/unit',
    ],
  ])('is refused with %s (%j)', (code, correction, pointer) => {
    spec(before).when(propose(correction)).thenRefused(code, pointer);
  });
});
