import {
  COUNCIL,
  QUARTER,
  YEAR,
  assuranceGiven,
  measured,
  measures,
  paragraph,
  stated,
  type ContractStep,
  type ReportContract,
} from './contract-facts';

const recorded: ContractStep = {
  name: 'contract',
  facts: {
    type: 'RecordContract',
    contract: 'sct',
    terms: {
      name: 'Sandwell Children’s Trust (SCT)',
      parties: [COUNCIL, { role: 'supplier', name: 'Sandwell Children’s Trust' }],
      services: ['Children’s Social Care', 'Fostering', 'Targeted Early Help'],
      places: [],
      term: { start: '2018-04', openEnded: false },
      procurementAct2023: 'not-stated',
    },
    source: paragraph('14.2'),
  },
};

const sets: readonly ContractStep[] = [
  measures(
    'Measures that the report gives for the Trust',
    '14.6 to 14.10',
    [
      { kpi: 'children-in-care', name: 'Children in care', unit: 'count', displayDecimals: 0, polarity: 'none' },
      { kpi: 'children-in-care-rate', name: 'Children in care, rate per 10,000', indicatorKey: 'bs-cic-rate' },
      {
        kpi: 'uasc-share',
        name: 'Unaccompanied asylum-seeking children, share of children in care',
        unit: 'percent',
        displayDecimals: 0,
        polarity: 'none',
      },
      {
        kpi: 'child-protection-plans',
        name: 'Children on a child protection plan',
        unit: 'count',
        displayDecimals: 0,
        polarity: 'lower-is-better',
      },
      { kpi: 'child-protection-rate', name: 'Children on a plan, rate per 10,000', indicatorKey: 'bs-cpp-rate' },
      {
        kpi: 'vacancies',
        name: 'Vacancies of team managers and social workers',
        unit: 'full-time-equivalents',
        displayDecimals: 2,
        polarity: 'lower-is-better',
      },
      {
        kpi: 'agency-share',
        name: 'Agency workers, share of the social worker cohort',
        unit: 'percent',
        displayDecimals: 0,
        polarity: 'lower-is-better',
      },
    ],
    'The report does not list the KPIs of the contract; these are the measures for which it gives figures. Which way is good is inferred.',
  ),
  {
    name: 'new KPI set',
    facts: {
      type: 'AdoptKpiSet',
      set: {
        kpiSet: 'contract-2024',
        name: 'New set of contractual key performance indicators',
        validFrom: '2024-04-01',
        kpis: [],
        note: 'Agreed after a lengthy negotiation process, which included the DfE appointed Improvement Board chair; reported from April 2024 onward. The report does not list them.',
        source: paragraph('14.5'),
      },
    },
  },
];

const results: readonly ContractStep[] = [
  measured({ kpi: 'children-in-care', period: QUARTER, value: '808', unit: 'count', number: '14.6' }),
  measured({
    kpi: 'children-in-care',
    period: '2022-23-Q4',
    value: '803',
    unit: 'count',
    number: '14.6',
    note: 'Derived: 808 less the "overall increase of 5 children since the beginning of the financial year".',
  }),
  measured({
    kpi: 'uasc-share',
    period: YEAR,
    value: '5',
    unit: 'percent',
    number: '14.6',
    qualifier: 'just-over',
    letters: ['E'],
  }),
  measured({ kpi: 'uasc-share', period: '2022-23', value: '1.75', unit: 'percent', number: '14.6' }),
  measured({ kpi: 'child-protection-plans', period: QUARTER, value: '473', unit: 'count', number: '14.8' }),
  measured({ kpi: 'child-protection-plans', period: '2023-24-Q3', value: '501', unit: 'count', number: '14.8' }),
  measured({
    kpi: 'vacancies',
    period: QUARTER,
    value: '33.23',
    unit: 'full-time-equivalents',
    number: '14.10',
    note: '"has fallen from 75.67fte to 33.23fte" since the Sandwell Deal went live; the day of the figure is not printed.',
  }),
  measured({
    kpi: 'agency-share',
    period: QUARTER,
    value: '20',
    unit: 'percent',
    number: '14.10',
    qualifier: 'under',
    letters: ['E'],
  }),
];

const money: readonly ContractStep[] = [
  {
    name: 'line contract sum',
    facts: {
      type: 'OpenFinanceLine',
      line: {
        line: 'against-contract-sum',
        name: 'Year-end position against the contract sum',
        direction: 'balance',
        against: 'the contract sum',
        source: paragraph('6.9'),
      },
    },
  },
  {
    name: 'line budget',
    facts: {
      type: 'OpenFinanceLine',
      line: {
        line: 'against-budget',
        name: 'Year-end position against the annual budget',
        direction: 'balance',
        against: 'the annual budget for the Trust',
        source: paragraph('14.9'),
      },
    },
  },
  {
    name: 'forecast contract sum',
    facts: {
      type: 'RecordFinanceVintage',
      vintage: {
        line: 'against-contract-sum',
        period: YEAR,
        kind: 'forecast',
        pence: '-425400000',
        text: 'a year end deficit of £4,254k deficit against the Contract Sum',
        estimator: 'Sandwell Children’s Trust',
        estimatedOn: '2023-12',
        source: paragraph('6.9'),
      },
    },
  },
  {
    name: 'provisional contract sum',
    facts: {
      type: 'RecordFinanceVintage',
      vintage: {
        line: 'against-contract-sum',
        period: YEAR,
        kind: 'provisional',
        pence: '-425400000',
        text: 'the draft year-end position is … deficit of £4,254k if compared to the contract sum',
        source: paragraph('14.9'),
      },
    },
  },
  {
    name: 'provisional budget',
    facts: {
      type: 'RecordFinanceVintage',
      vintage: {
        line: 'against-budget',
        period: YEAR,
        kind: 'provisional',
        pence: '-499600000',
        text: 'the draft year-end position is an overspend of £4,996k compared to the annual budget for the Trust',
        statedChange: { pence: '9800000', since: 'last month' },
        source: paragraph('14.9'),
      },
    },
  },
];

const statements: readonly ContractStep[] = [
  assuranceGiven,
  stated(
    '14.3',
    'governance',
    'concern',
    'There remains a Non-Executive Director vacancy, this vacancy is to be filled by a Council Officer as nominated by the Chief Executive. This will be done on the completion of the senior management restructure.',
  ),
  stated(
    '14.4',
    'finance',
    'information',
    'The contract sum negotiation process commenced in Sept 2023. The Contract sum for 2024/25 was agreed by Cabinet and Full Council February 2024 as part of the Council’s formal budget setting process.',
  ),
  stated(
    '14.6',
    'performance',
    'information',
    'The total number of children in care, as of March 2024, is 808. This is a decrease since last quarter but still an overall increase of 5 children since the beginning of the financial year.',
  ),
  stated(
    '14.7',
    'performance',
    'information',
    'The rate per 10,000 of children in care in March is 94.1. This is a marginally better position than March 2023, when the rate per 10,000 was 94.5. The overall population of children is estimated to have increased since March 2023 by 957.',
  ),
  stated(
    '14.8',
    'performance',
    'information',
    'The number of children on a child protection plan has decreased since last quarter with 473 children on a plan in March 2024 compared to 501 in Dec 2023. This translates to a rate per 10,000 of 55.1 in March 2024.',
  ),
  stated(
    '14.9',
    'finance',
    'concern',
    'The increase in the number of residential placements and the costs of these placements is a key factor in driving the overspend.',
  ),
  stated(
    '14.10',
    'services',
    'information',
    'In July 2023 Cabinet agreed the Sandwell Deal. Since going live, the total number of team manager and social workers vacancies has fallen from 75.67fte to 33.23fte. Agency workers now account for under 20% of the total social worker cohort.',
  ),
];

/** Sandwell Children's Trust (14.2 to 14.10, with the forecast of 6.9). */
export const childrensTrust: ReportContract = {
  contract: 'sct',
  steps: [recorded, ...sets, ...results, ...money, ...statements],
};
