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

const counted = { unit: 'count', displayDecimals: 0, polarity: 'higher-is-better' } as const;
const INFERRED = 'Measures for which the report gives figures; it prints no targets. Which way is good is inferred.';

const CENTRES = [
  'Haden Hill Leisure Centre',
  'Hadley Stadium',
  'Harry Mitchell Leisure Centre',
  'Portway Lifestyle Centre',
  'Sandwell Aquatics Centre',
  'Tipton Leisure Centre',
  'Tipton Sports Academy',
  'Wednesbury Leisure Centre',
];

const NOT_COMPARABLE =
  'Not directly comparable: the pools at Haden Hill were closed for 2023/24, Langley and Smethwick swimming centres closed and Sandwell Aquatics Centre opened over the summer (14.23).';

const leisureTrustFigures: readonly ContractStep[] = [
  measures(
    'Headline figures that the report gives for the Trust',
    '14.24',
    [
      { kpi: 'attendances', name: 'Attendances', ...counted },
      {
        kpi: 'memberships-change',
        name: 'Total memberships, March 2023 to March 2024',
        unit: 'percent-change',
        displayDecimals: 1,
        polarity: 'higher-is-better',
      },
      { kpi: 'learn-to-swim', name: 'Enrolled on Learn to Swim (children)', ...counted },
    ],
    INFERRED,
  ),
  measured({
    kpi: 'attendances',
    period: QUARTER,
    value: '594061',
    unit: 'count',
    number: '14.24',
    letters: ['B'],
    note: NOT_COMPARABLE,
  }),
  measured({ kpi: 'attendances', period: '2022-23-Q4', value: '533906', unit: 'count', number: '14.24' }),
  measured({
    kpi: 'memberships-change',
    period: '2023-03..2024-03',
    value: '-6.6',
    unit: 'percent-change',
    number: '14.24',
    letters: ['B'],
    note: 'With effect from Q3, concessionary memberships are no longer included due to their subsidy (14.23).',
  }),
  measured({
    kpi: 'learn-to-swim',
    period: QUARTER,
    value: '5506',
    unit: 'count',
    number: '14.24',
    letters: ['B'],
    note: NOT_COMPARABLE,
  }),
  measured({
    kpi: 'learn-to-swim',
    period: '2022-23-Q4',
    value: '5095',
    unit: 'count',
    number: '14.24',
    note: 'Printed as "5.095".',
  }),
];

const leisureTrustVariation: readonly ContractStep[] = [
  {
    name: 'deed of variation',
    facts: {
      type: 'ProposeVariation',
      variation: {
        kind: 'deed-of-variation',
        title: 'Deed of Variation (DoV) to the Management and Funding Agreement (MFA)',
        effect:
          'Extends the termination and subsequent period of operation to 31 March 2027 and refines the partnership as agreed and signed on 13 July 2023.',
        newEnd: '2027-03-31',
        source: paragraph('14.21'),
      },
    },
  },
  {
    name: 'agreement on the deed of variation',
    agrees: 'deed of variation',
    facts: {
      type: 'AgreeVariation',
      variationId: '',
      agreedOn: '2023-10-18',
      forum: 'Cabinet',
      source: paragraph('14.21'),
    },
  },
];

/** Sandwell Leisure Trust (14.21 to 14.25). */
export const leisureTrust: ReportContract = {
  contract: 'slt',
  steps: [
    {
      name: 'contract',
      facts: {
        type: 'RecordContract',
        contract: 'slt',
        terms: {
          name: 'Sandwell Leisure Trust (SLT)',
          parties: [COUNCIL, { role: 'supplier', name: 'Sandwell Leisure Trust' }],
          services: ['Managing leisure centres'],
          places: CENTRES,
          form: 'Management and Funding Agreement (MFA)',
          term: { openEnded: false },
          procurementAct2023: 'not-stated',
        },
        source: paragraph('14.21 and 14.22'),
      },
    },
    ...leisureTrustVariation,
    ...leisureTrustFigures,
    {
      name: 'line outturn',
      facts: {
        type: 'OpenFinanceLine',
        line: {
          line: 'outturn',
          name: 'Outturn against the budget',
          direction: 'balance',
          against: 'the budget',
          source: paragraph('14.25'),
        },
      },
    },
    {
      name: 'outturn',
      facts: {
        type: 'RecordFinanceVintage',
        vintage: {
          line: 'outturn',
          period: YEAR,
          kind: 'provisional',
          text: 'They have indicated that they will outturn to budget.',
          estimator: 'Sandwell Leisure Trust',
          source: paragraph('14.25'),
        },
      },
    },
    assuranceGiven,
    stated(
      '14.21',
      'governance',
      'information',
      'Work continues between Council Officers, Bevan Brittan solicitors and SLT’s solicitor to finalise the Deed of Variation (DoV).',
    ),
    stated(
      '14.24',
      'performance',
      'information',
      '594,061 attendances, 11.26% up on Q4 FY23 (533,906). Total memberships decreased by 6.6%, but will be skewed due to the change in reporting. 5,506 enrolled on Learn to Swim, 8% up from Q4 FY23.',
    ),
    stated(
      '14.25',
      'finance',
      'information',
      'At the time of drafting this report, SLT are in the process of finalising their 23/24 outturn.',
    ),
  ],
};
