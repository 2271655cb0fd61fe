import {
  businessPlan,
  fold,
  governanceOf,
  programme,
  riskRegister,
  type BusinessPlanEvent,
  type ContractEvent,
  type ProgrammeEvent,
  type RiskRegisterEvent,
} from '@outturn/domain';
import { SOURCE, events, stateAfter } from '../../../test/contract-examples';
import { recorded } from '../../../test/given';
import { reportFacts } from '../../../test/report-examples';
import { actionsOf } from './build-actions';
import { contractOf } from './build-contracts';
import { programmeOf, riskRegisterOf } from './build-registers';
import { buildReport } from './build-report';

const QUARTER = '2023-24-Q4';
const TODAY = '2024-07-31';
const { areas } = reportFacts();

function contractAfter(...happened: readonly ContractEvent[]) {
  const { contract, terms, ...state } = stateAfter(events.recorded(), ...happened);
  if (contract === undefined || terms === undefined) throw new Error('The contract has not been recorded.');
  return contractOf(governanceOf({ ...state, contract, terms }, QUARTER, { today: TODAY, cells: new Map() }));
}

function statementsAbout(aspect: string, ...happened: readonly ContractEvent[]): string[] {
  return contractAfter(...happened).statements.flatMap((statement) =>
    statement.aspect === aspect ? [statement.text] : [],
  );
}

describe('a contract in a report', () => {
  it('says who agreed what, from when to when', () => {
    expect(contractAfter()).toEqual({
      contract: 'places-leisure',
      name: 'Places Leisure',
      parties: ['Sandwell Metropolitan Borough Council', 'Places Leisure'],
      statements: [
        { aspect: 'Services', text: 'Operating a leisure centre.', source: SOURCE },
        { aspect: 'Places', text: 'West Bromwich Leisure Centre.', source: SOURCE },
        { aspect: 'Form', text: 'Design, Build, Operate and Maintain.', source: SOURCE },
        { aspect: 'Term', text: 'The end is not known, 25 years.', source: SOURCE },
      ],
      finance: [],
      needsAttention: [],
    });
  });

  it('shows every estimate of an amount, that of the year before, and the difference (14.20)', () => {
    const lastYear = { period: '2022-23', kind: 'final', pence: '23900000', text: '£239k' } as const;
    const recent = { pence: '13600000', qualifier: 'circa', text: 'circa. £136k', estimatedOn: '2024-07' } as const;
    const { finance } = contractAfter(
      events.opened(),
      events.estimated(lastYear),
      events.estimated(),
      events.estimated(recent),
    );
    const vintage = { estimatedBy: null, estimatedOn: null, source: SOURCE };
    expect(finance).toEqual([
      {
        line: 'Utility benchmarking, 2023/24',
        vintages: [
          { ...vintage, kind: 'final, 2022/23', amount: '£239,000' },
          { ...vintage, kind: 'forecast', amount: '£202,000' },
          { ...vintage, kind: 'forecast', amount: 'circa £136,000', estimatedOn: 'July 2024' },
        ],
        differences: ['circa £66,000 less than the estimate before: better for the council'],
      },
    ]);
  });

  it('rates its indicators by the same engine as the council’s', () => {
    expect(statementsAbout('Indicator', events.adopted(), events.result('390000', QUARTER))).toEqual([
      'Participation: 390,000, amber, target at least 400,000, 390,000 ≥ 400,000 − 10% of 400,000 (360,000), Q4 of 2023/24.',
      'Children in care rate: data not available. The indicator has no figure.',
    ]);
  });

  it('says the note of a result, and why it does not compare (14.23)', () => {
    const broken = { observationStatus: ['B'], note: 'Derived: 808 less 11' } as const;
    const [text] = statementsAbout('Indicator', events.adopted(), events.result('390000', QUARTER, broken));
    expect(text).toMatch(
      / Derived: 808 less 11\. Not comparable with Q3 of 2023\/24\. Not comparable with Q4 of 2022\/23\.$/,
    );
  });

  it('lists what awaits a decision, with who proposed it and why', () => {
    expect(statementsAbout('Awaits a decision', events.rated())).toEqual([
      'The contract to be rated requires improvement, proposed by person-officer: Two of nine KPIs were met.',
    ]);
  });

  it.each([
    ['improvement', 'An improvement notice'],
    ['other', 'A notice'],
  ] as const)('names a notice of the kind %s', (kind, name) => {
    expect(statementsAbout('Open notice', events.served({ kind }))).toEqual([
      `${name}, served by the authority: Staffing is too low.`,
    ]);
  });

  it('says whether data came on time, how far they have been checked, and which meetings are overdue', () => {
    const countedFrom = { countedFrom: '2023-04-01' };
    expect(statementsAbout('Data', events.expected(), events.received())).toEqual([
      'Performance report, Q4 of 2023/24: received on time, due on 12 April 2024, first received on 10 April 2024, complete, provisional.',
    ]);
    expect(statementsAbout('Meetings', events.rhythm(countedFrom))).toEqual([
      'Contract meeting, every quarter: none is recorded in the quarter; overdue: Q4 of 2023/24.',
    ]);
    expect(statementsAbout('Meetings', events.rhythm(), events.held(QUARTER, '2024-02-06'))).toEqual([
      'Contract meeting, every quarter: held: 6 February 2024; from when they are counted is not known, so none is called overdue.',
    ]);
  });

  it('lists what is open, and what needs attention with the rule that says so', () => {
    const contract = contractAfter(events.served(), events.proposed(), events.agreed('event-3'));
    expect(contract.statements.slice(-2)).toEqual([
      {
        aspect: 'Open notice',
        text: 'A remediation notice, served by the authority: Staffing is too low.',
        source: SOURCE,
      },
      {
        aspect: 'Open variation',
        text: 'Deed of Variation: Extends the termination date. Agreed (Cabinet), not signed.',
        source: SOURCE,
      },
    ]);
    expect(contract.needsAttention).toMatchObject([
      { what: 'A remediation notice was served on a date that is not stated and is open: Staffing is too low.' },
      { what: '"Deed of Variation" is agreed (Cabinet) and not signed.' },
    ]);
  });
});

describe('business plan actions in a report', () => {
  const add = (action: string): BusinessPlanEvent => ({
    type: 'ActionAdded',
    data: {
      year: '2023-24',
      action,
      area: 'quality-homes',
      title: `Action ${action}`,
      owner: 'post-housing',
      fromQuarter: '2023-24-Q1',
      addedBy: 'u-1',
    },
  });
  const update = (action: string, quarter: string, status: 'on-track' | 'medium-issues'): BusinessPlanEvent => ({
    type: 'ActionUpdated',
    data: { action, quarter, status, commentary: 'As said.', updatedBy: 'u-1' },
  });
  const plan = fold(
    businessPlan,
    businessPlan.initialState,
    recorded([
      ...['a', 'b', 'c'].map(add),
      update('a', '2023-24-Q3', 'on-track'),
      update('a', QUARTER, 'on-track'),
      update('b', QUARTER, 'medium-issues'),
    ]),
  );
  const facts = { quarter: QUARTER, previousQuarter: '2023-24-Q3', plan, previousPlan: plan, published: null };

  it('are counted by area with the quarter before, and shares are of those that were updated', () => {
    const table = actionsOf(facts, areas)?.computed;
    expect(table?.rows.map(({ name }) => name)).toEqual(['Quality Homes']);
    expect(table?.total).toEqual({
      area: null,
      name: 'Total',
      weWills: 0,
      actions: 3,
      counts: { onTrack: 1, mediumIssues: 1, significantIssues: 0, noUpdate: 1 },
      previous: { onTrack: 1, mediumIssues: 0, significantIssues: 0, noUpdate: 2 },
      shares: { onTrack: '50.0', mediumIssues: '50.0', significantIssues: '0.0' },
      previousShares: { onTrack: '100.0', mediumIssues: '0.0', significantIssues: '0.0' },
    });
  });

  it('are told among the key messages', () => {
    expect(buildReport(reportFacts({ actions: facts })).keyMessages.at(-1)).toBe(
      'For Q4 of 2023/24, 2 of 3 business plan actions were given an update, compared with 1 in Q3 of 2023/24: 1 (50.0%) on track, 1 (50.0%) with medium issues and 0 (0.0%) with significant issues.',
    );
  });

  it('are null where nothing is recorded', () => {
    expect(actionsOf({ ...facts, plan: undefined }, areas)).toBeNull();
  });

  it('keep what is printed as it is printed: a dash is not a nought (4.5)', () => {
    const counts = { weWills: 17, actions: 23, onTrack: 14, mediumIssues: 3, noUpdate: 6, compared: { onTrack: 16 } };
    const published = {
      document: 'The report',
      publishedOn: '2024-07-31',
      reference: 'Paragraph 4.5',
      rows: [{ area: 'quality-homes', ...counts }],
      total: counts,
      updated: 17,
      printedShares: { onTrack: '79.7' },
    };
    const printed = actionsOf({ ...facts, plan: undefined, published }, areas)?.printed;
    expect(printed?.rows[0]).toMatchObject({
      name: 'Quality Homes',
      counts: { onTrack: 14, significantIssues: null },
      previous: { onTrack: 16, noUpdate: null },
      shares: { onTrack: null },
    });
    expect(printed?.total.shares).toEqual({ onTrack: '79.7', mediumIssues: null, significantIssues: null });
  });
});

describe('a risk register in a report', () => {
  const defined: RiskRegisterEvent = {
    type: 'RiskRegisterDefined',
    data: { register: 'strategic', name: 'Strategic Risk Register', committee: 'Audit committee', definedBy: 'u-1' },
  };
  const matrix: RiskRegisterEvent = {
    type: 'RiskMatrixSet',
    data: {
      matrix: {
        likelihoods: ['Rare', 'Possible', 'Likely'],
        impacts: ['Minor', 'Serious', 'Severe'],
        levels: [
          { key: 'low', name: 'Low', fromScore: 1 },
          { key: 'high', name: 'High', fromScore: 6 },
        ],
      },
      reason: 'The council’s own.',
      setBy: 'u-1',
    },
  };
  const presented = (version: number, likelihood: number): RiskRegisterEvent => ({
    type: 'RiskRegisterPresented',
    data: {
      version,
      committee: 'Audit committee',
      presentedOn: '2024-01',
      source: 'Paragraph 15.3',
      risks: [
        {
          risk: 'cyber',
          title: 'Cyber attack',
          owner: 'post-it',
          inherent: { likelihood: 3, impact: 3 },
          current: { likelihood, impact: 3 },
          target: { likelihood: 1, impact: 2 },
          controls: ['Drills'],
        },
      ],
      recordedBy: 'u-1',
    },
  });
  const after = (...happened: readonly RiskRegisterEvent[]) =>
    riskRegisterOf(fold(riskRegister, riskRegister.initialState, recorded([defined, ...happened])));

  it('shows the risks of its latest version, and how they moved', () => {
    expect(after(matrix, presented(1, 3), presented(2, 2)).risks).toEqual([
      {
        risk: 'cyber',
        title: 'Cyber attack',
        owner: 'post-it',
        inherent: '3 × 3 = 9 (high)',
        current: '2 × 3 = 6 (high)',
        target: '1 × 2 = 2 (low)',
        movement: 'Down from 9',
        controls: ['Drills'],
      },
    ]);
  });

  it('says when it was presented and comes again, and that its contents are not held (15.3)', () => {
    const register = after(
      {
        type: 'RiskRegisterPresented',
        data: {
          version: 1,
          committee: 'Audit committee',
          presentedOn: '2024-01',
          label: 'December 2023',
          source: 'Paragraph 15.3',
          recordedBy: 'u-1',
        },
      },
      {
        type: 'RiskRegisterPresentationPlanned',
        data: { committee: 'Audit committee', due: '2024-09', source: 'Paragraph 15.3', plannedBy: 'u-1' },
      },
    );
    expect(register).toEqual({
      register: 'strategic',
      name: 'Strategic Risk Register',
      statements: [
        {
          aspect: 'Latest version',
          text: 'Presented to Audit committee, January 2024, "December 2023". Its contents are not held.',
          source: 'Paragraph 15.3',
        },
        { aspect: 'Next presentation', text: 'Audit committee, September 2024.', source: 'Paragraph 15.3' },
      ],
      risks: [],
    });
  });
});

describe('a programme in a report', () => {
  const defined: ProgrammeEvent = {
    type: 'ProgrammeDefined',
    data: {
      programme: 'housing',
      name: 'Housing Improvement and Transformation Plan',
      purpose: 'Better governance.',
      owner: 'post-housing',
      source: 'Paragraph 13.2',
      definedBy: 'u-1',
    },
  };
  const added: ProgrammeEvent = {
    type: 'MilestoneAdded',
    data: {
      milestone: 'specification',
      title: 'Specification signed off',
      owner: 'post-housing',
      planned: '2024-05-31',
      source: 'Paragraph 13.1',
      addedBy: 'u-1',
    },
  };
  const forecast = (date: string): ProgrammeEvent => ({
    type: 'MilestoneForecastRecorded',
    data: {
      milestone: 'specification',
      forecast: date,
      claimedBy: 'post-housing',
      claimedOn: '2024-05-01',
      reason: 'Staff left.',
      recordedBy: 'u-1',
    },
  });
  const milestonesAfter = (...happened: readonly ProgrammeEvent[]) =>
    programmeOf(fold(programme, programme.initialState, recorded([defined, added, ...happened])), TODAY).milestones;

  it('has its milestones with what was planned, expected and reached', () => {
    expect(milestonesAfter(forecast('2024-08-15'), forecast('2024-08-31'))).toEqual([
      {
        name: 'Specification signed off',
        planned: '2024-05-31',
        forecast: '2024-08-31',
        actual: null,
        slippage: 'Open: 92 days later than the plan; 16 days later than the forecast before',
      },
    ]);
  });

  it('says that a plan is still ahead although its day has passed', () => {
    expect(milestonesAfter()[0]?.slippage).toBe('Overdue, and not known to be reached');
  });

  it('says when a milestone was reached', () => {
    const reached: ProgrammeEvent = {
      type: 'MilestoneReached',
      data: { milestone: 'specification', reachedOn: '2024-05-30', evidence: 'Minutes', recordedBy: 'u-1' },
    };
    expect(milestonesAfter(reached)[0]).toMatchObject({
      actual: '2024-05-30',
      slippage: 'Reached: 1 day earlier than the plan',
    });
  });
});
