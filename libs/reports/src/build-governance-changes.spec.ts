import { governanceOf, type ContractEvent, type ContractGovernance } from '@outturn/domain';
import { events, stateAfter, vintage } from '../../../test/contract-examples';
import { EDITION_1, reportFacts } from '../../../test/report-examples';
import { contractOf } from './build-contracts';
import { buildReport } from './build-report';
import { EarlierContracts } from './earlier-contracts';
import type { GovernanceEvent, GovernanceFacts } from './facts';

const QUARTER = '2023-24-Q4';
const TODAY = '2024-07-31';
const LEISURE = { subject: 'contract', key: 'places-leisure', name: 'Places Leisure' } as const;

/** That the estimate of the third event was £203,000, agreed by two people. */
const CORRECTED: readonly ContractEvent[] = [
  {
    type: 'ContractCorrectionProposed',
    data: {
      correction: {
        subject: 'finance-vintage',
        vintageId: 'event-3',
        from: vintage(),
        to: vintage({ pence: '20300000', text: '£203k' }),
      },
      justification: { reason: 'Two digits were exchanged.', cause: 'Typed from paper.', evidence: ['ledger-1'] },
      proposedBy: 'u-1',
    },
  },
  events.approved('event-4'),
];

function governance(...happened: readonly ContractEvent[]): ContractGovernance {
  const { contract, terms, ...state } = stateAfter(events.recorded(), ...happened);
  if (contract === undefined || terms === undefined) throw new Error('The contract has not been recorded.');
  return governanceOf({ ...state, contract, terms }, QUARTER, { today: TODAY, cells: new Map() });
}

function event(changes: Partial<GovernanceEvent>): GovernanceEvent {
  const { subject, key } = LEISURE;
  return { subject, key, parts: [], by: 'u-1', approvedBy: null, reason: null, on: '2024-08-02', ...changes };
}

function changesOf(before: ContractGovernance, after: ContractGovernance, ...recorded: readonly GovernanceEvent[]) {
  const { actions, riskRegisters, programmes } = reportFacts();
  const known: GovernanceFacts = { actions, riskRegisters, programmes, contracts: [before] };
  const facts = reportFacts({
    previous: EDITION_1,
    contracts: [after],
    governanceHistory: { before: known, events: recorded },
  });
  return buildReport(facts).changes.governance;
}

describe('changes of contracts since the previous edition', () => {
  const modelled = [events.opened(), events.estimated()];
  const line = 'Utility benchmarking, 2023/24';

  it('list a corrected amount with what stood, why, and the two people', () => {
    const cause = { parts: ['finance/utilities'], approvedBy: 'u-2', reason: 'Two digits were exchanged' };
    expect(changesOf(governance(...modelled), governance(...modelled, ...CORRECTED), event(cause))).toEqual([
      {
        ...LEISURE,
        kind: 'correction',
        what: line,
        before: 'forecast £202,000',
        after: 'forecast £203,000',
        reason: 'Two digits were exchanged.',
        by: 'u-1',
        approvedBy: 'u-2',
        on: '2024-08-02',
      },
    ]);
  });

  it('list what was recorded late, and what is no longer open, each by its own event', () => {
    const served = event({ parts: ['notices/event-2'] });
    expect(
      changesOf(governance(), governance(events.served()), event({ parts: ['terms'], by: 'u-9' }), served),
    ).toEqual([expect.objectContaining({ ...LEISURE, kind: 'late', what: 'Open notice', before: null, by: 'u-1' })]);
    const closed = event({ parts: ['notices/event-2'], reason: 'Staff were hired.' });
    expect(changesOf(governance(events.served()), governance(), closed)).toEqual([
      expect.objectContaining({ kind: 'update', what: 'Open notice', after: null, reason: 'Staff were hired.' }),
    ]);
  });

  it('are none where nothing was recorded', () => {
    expect(changesOf(governance(...modelled), governance(...modelled), event({ parts: ['terms'] }))).toEqual([]);
    expect(changesOf(governance(), governance(events.served()))).toEqual([]);
  });
});

describe('the marker r of a contract', () => {
  const adopted = events.adopted();
  const edition = (...happened: readonly ContractEvent[]) =>
    new EarlierContracts([{ edition: '2023-24-Q4.1', contracts: [governance(...happened)] }], []);

  it('stands beside a result of which an edition showed another value', () => {
    const now = governance(adopted, events.result('390000', QUARTER));
    const texts = (earlier: EarlierContracts) =>
      contractOf(now, earlier).statements.filter(({ text }) => text.includes('(r)')).length;
    expect(texts(edition(adopted, events.result('390000', QUARTER)))).toBe(0);
    const { statements } = contractOf(now, edition(adopted, events.result('400000', QUARTER)));
    expect(statements.find(({ text }) => text.startsWith('Participation'))?.text).toMatch(
      / Revised \(r\): edition 2023-24-Q4\.1 showed 400,000\.$/,
    );
  });

  it('stands beside a KPI that is an indicator of which an edition showed another value', () => {
    const kpi = { kpi: 'rate', name: 'Rate', indicatorKey: 'bs-cic-rate', status: 'red', period: QUARTER } as const;
    const value = { value: '94.1', shown: '94.1', observationStatus: ['A'] } as const;
    const now = { ...governance(), kpis: [{ ...kpi, value, unit: 'rate-per-10000' as const, eventIds: [] }] };
    const shown = { edition: '2023-24-Q4.1', indicator: 'bs-cic-rate', period: QUARTER, value: '95', shown: '95.0' };
    const { statements } = contractOf(now, new EarlierContracts([], [shown]));
    expect(statements.at(-1)?.text).toContain('Revised (r): edition 2023-24-Q4.1 showed 95.0.');
  });

  it('stands beside an estimate that was corrected', () => {
    const now = governance(events.opened(), events.estimated(), ...CORRECTED);
    const { finance } = contractOf(now, edition(events.opened(), events.estimated()));
    expect(finance[0]?.differences).toEqual([
      '£203,000 is revised (r): edition 2023-24-Q4.1 showed £202,000 for this estimate',
    ]);
  });
});
