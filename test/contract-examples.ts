import {
  ContractCommand,
  ContractEvent,
  ContractNotice,
  ContractRating,
  ContractState,
  ContractTerms,
  ContractVariation,
  DataReceipt,
  FinanceLine,
  FinanceVintage,
  KpiResult,
  KpiSet,
  MeetingRhythm,
  contract,
  fold,
} from '@outturn/domain';
import { APPROVER, OFFICER, TODAY, scheme } from './domain-examples';
import { recorded } from './given';

// What the specs of contracts are about: a leisure contract as the report has it (14.16 to 14.20), and two people.

export const SUBMITTER = OFFICER;
export const context = { actor: SUBMITTER, today: TODAY };
export const decider = { actor: APPROVER, today: TODAY };
export const SOURCE = 'Quarter 4 report 2023/24, paragraph 14.20';

export function terms(changes: Partial<ContractTerms> = {}): ContractTerms {
  return {
    name: 'Places Leisure',
    parties: [
      { role: 'authority', name: 'Sandwell Metropolitan Borough Council' },
      { role: 'supplier', name: 'Places Leisure' },
    ],
    services: ['Operating a leisure centre'],
    places: ['West Bromwich Leisure Centre'],
    form: 'Design, Build, Operate and Maintain',
    term: { years: 25, openEnded: false },
    procurementAct2023: 'does-not-apply',
    ...changes,
  };
}

export function kpiSet(changes: Partial<KpiSet> = {}): KpiSet {
  return {
    kpiSet: 'set-1',
    name: 'KPIs of the contract',
    validFrom: '2023-04-01',
    scheme: scheme({ relative: '10' }),
    kpis: [
      {
        kpi: 'participation',
        name: 'Participation',
        unit: 'count',
        displayDecimals: 0,
        polarity: 'higher-is-better',
        target: { kind: 'target', operator: '>=', value: '400000', unit: 'count' },
      },
      { kpi: 'rate', name: 'Children in care rate', indicatorKey: 'bs-cic-rate' },
    ],
    source: SOURCE,
    ...changes,
  };
}

export function kpiResult(value: string, period: string, changes: Partial<KpiResult['value']> = {}): KpiResult {
  return {
    kpiSet: 'set-1',
    kpi: 'participation',
    period,
    value: { value, unit: 'count', observationStatus: ['A'], ...changes },
    source: SOURCE,
  };
}

export function line(changes: Partial<FinanceLine> = {}): FinanceLine {
  return { line: 'utilities', name: 'Utility benchmarking', direction: 'paid-by-council', source: SOURCE, ...changes };
}

export function vintage(changes: Partial<FinanceVintage> = {}): FinanceVintage {
  return {
    line: 'utilities',
    period: '2023-24',
    kind: 'forecast',
    pence: '20200000',
    text: '£202k',
    source: SOURCE,
    ...changes,
  };
}

export function variation(changes: Partial<ContractVariation> = {}): ContractVariation {
  return {
    kind: 'deed-of-variation',
    title: 'Deed of Variation',
    effect: 'Extends the termination date.',
    newEnd: '2027-03-31',
    source: SOURCE,
    ...changes,
  };
}

export function receipt(changes: Partial<DataReceipt> = {}): DataReceipt {
  return {
    delivery: 'performance-report',
    period: '2023-24-Q4',
    receivedOn: '2024-04-10',
    complete: true,
    maturity: 'provisional',
    source: SOURCE,
    ...changes,
  };
}

export function rhythm(changes: Partial<MeetingRhythm> = {}): MeetingRhythm {
  return { rhythm: 'contract-meeting', name: 'Contract meeting', every: 'quarter', source: SOURCE, ...changes };
}

export function notice(changes: Partial<ContractNotice> = {}): ContractNotice {
  return { kind: 'remediation', servingParty: 'authority', reason: 'Staffing is too low.', source: SOURCE, ...changes };
}

export function rating(changes: Partial<ContractRating> = {}): ContractRating {
  return {
    period: '2023-24-Q4',
    rating: 'requires-improvement',
    reason: 'Two of nine KPIs were met.',
    outsideActBecause: 'The council rates all key contracts in the same words.',
    ...changes,
  };
}

export const events = {
  recorded: (changes: Partial<ContractTerms> = {}): ContractEvent => ({
    type: 'ContractRecorded',
    data: { contract: 'places-leisure', terms: terms(changes), source: SOURCE, recordedBy: SUBMITTER },
  }),
  adopted: (changes: Partial<KpiSet> = {}): ContractEvent => ({
    type: 'KpiSetAdopted',
    data: { set: kpiSet(changes), adoptedBy: SUBMITTER },
  }),
  result: (value: string, period: string, changes: Partial<KpiResult['value']> = {}, late = false): ContractEvent => ({
    type: 'KpiResultRecorded',
    data: { result: kpiResult(value, period, changes), late, recordedBy: SUBMITTER },
  }),
  expected: (dueOn = '2024-04-12', period = '2023-24-Q4'): ContractEvent => ({
    type: 'DataExpected',
    data: { expectation: { delivery: 'performance-report', period, dueOn, source: SOURCE }, recordedBy: SUBMITTER },
  }),
  received: (changes: Partial<DataReceipt> = {}): ContractEvent => ({
    type: 'DataReceived',
    data: { receipt: receipt(changes), recordedBy: SUBMITTER },
  }),
  rhythm: (changes: Partial<MeetingRhythm> = {}): ContractEvent => ({
    type: 'MeetingRhythmAgreed',
    data: { rhythm: rhythm(changes), recordedBy: SUBMITTER },
  }),
  held: (period: string, heldOn?: string): ContractEvent => ({
    type: 'MeetingHeld',
    data: { meeting: { rhythm: 'contract-meeting', period, heldOn, source: SOURCE }, recordedBy: SUBMITTER },
  }),
  opened: (changes: Partial<FinanceLine> = {}): ContractEvent => ({
    type: 'FinanceLineOpened',
    data: { line: line(changes), openedBy: SUBMITTER },
  }),
  estimated: (changes: Partial<FinanceVintage> = {}): ContractEvent => ({
    type: 'FinanceVintageRecorded',
    data: { vintage: vintage(changes), recordedBy: SUBMITTER },
  }),
  proposed: (changes: Partial<ContractVariation> = {}): ContractEvent => ({
    type: 'VariationProposed',
    data: { variation: variation(changes), proposedBy: SUBMITTER },
  }),
  agreed: (variationId: string): ContractEvent => ({
    type: 'VariationAgreed',
    data: { variationId, agreedOn: '2023-10-18', forum: 'Cabinet', source: SOURCE, agreedBy: APPROVER },
  }),
  signed: (variationId: string, signedOn = '2024-04-01'): ContractEvent => ({
    type: 'VariationSigned',
    data: { variationId, signedOn, source: SOURCE, recordedBy: SUBMITTER },
  }),
  served: (changes: Partial<ContractNotice> = {}): ContractEvent => ({
    type: 'NoticeServed',
    data: { notice: notice(changes), recordedBy: SUBMITTER },
  }),
  rated: (changes: Partial<ContractRating> = {}): ContractEvent => ({
    type: 'ContractRatingProposed',
    data: { rating: rating(changes), proposedBy: SUBMITTER },
  }),
  approved: (proposalId: string): ContractEvent => ({
    type: 'ContractProposalApproved',
    data: { proposalId, approvedBy: APPROVER },
  }),
};

/** A command by the person who submits, or with `...decider` by the one who decides. */
export function command<Type extends ContractCommand['type']>(
  type: Type,
  fields: Omit<Extract<ContractCommand, { type: Type }>, 'type' | 'actor' | 'today'>,
  who: { readonly actor: string; readonly today: string } = context,
): ContractCommand {
  // The fields are those of the command of this type, which the compiler cannot put together again.
  return { type, ...who, ...fields } as unknown as ContractCommand;
}

/** The contract after these events, which have the ids `event-1`, `event-2`, … */
export function stateAfter(...happened: readonly ContractEvent[]): ContractState {
  return fold(contract, contract.initialState, recorded(happened));
}
