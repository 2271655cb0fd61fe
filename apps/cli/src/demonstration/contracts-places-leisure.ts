import {
  COUNCIL,
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

const placesLeisureMoney: readonly ContractStep[] = [
  {
    name: 'line management fee',
    facts: {
      type: 'OpenFinanceLine',
      line: {
        line: 'management-fee',
        name: 'Annual management fee',
        direction: 'paid-to-council',
        source: paragraph('14.19'),
      },
    },
  },
  {
    name: 'management fee',
    facts: {
      type: 'RecordFinanceVintage',
      vintage: {
        line: 'management-fee',
        period: YEAR,
        kind: 'budget',
        pence: '2500000',
        qualifier: 'circa',
        text: 'an annual management fee payment to the Council of circa £25K',
        estimator: 'The business plan agreed for the duration of the contract',
        source: paragraph('14.19'),
      },
    },
  },
  {
    name: 'line utilities',
    facts: {
      type: 'OpenFinanceLine',
      line: {
        line: 'utility-benchmarking',
        name: 'Utility benchmarking payment',
        direction: 'paid-by-council',
        source: paragraph('14.20'),
      },
    },
  },
  utilities('2022-23', 'final', '23900000', 'a payment from the Council to PL of £239k'),
  utilities(YEAR, 'forecast', '20200000', 'Modelling … indicated … a payment from the Council to PL of £202k', {
    estimator: 'Modelling for 2023/24',
  }),
  utilities(YEAR, 'forecast', '13600000', 'a recent estimate is circa. £136k', { qualifier: 'circa' }),
];

function utilities(
  period: string,
  kind: 'forecast' | 'final',
  pence: string,
  text: string,
  rest: { readonly estimator?: string; readonly qualifier?: 'circa' } = {},
): ContractStep {
  const vintage = { line: 'utility-benchmarking', period, kind, pence, text, ...rest, source: paragraph('14.20') };
  return { name: `utilities ${period} ${pence}`, facts: { type: 'RecordFinanceVintage', vintage } };
}

/** Places Leisure (14.16 to 14.20). */
export const placesLeisure: ReportContract = {
  contract: 'places-leisure',
  steps: [
    {
      name: 'contract',
      facts: {
        type: 'RecordContract',
        contract: 'places-leisure',
        terms: {
          name: 'Places Leisure',
          parties: [COUNCIL, { role: 'supplier', name: 'Places Leisure' }],
          services: ['Operating West Bromwich Leisure Centre'],
          places: ['West Bromwich Leisure Centre'],
          form: 'Design, Build, Operate and Maintain',
          term: { years: 25, openEnded: false },
          procurementAct2023: 'not-stated',
        },
        source: paragraph('14.16'),
      },
    },
    measures(
      'Measures that the report gives for Places Leisure',
      '14.18',
      [
        { kpi: 'participation', name: 'Participation, current year to date', ...counted },
        { kpi: 'memberships', name: 'Memberships', ...counted },
      ],
      INFERRED,
    ),
    measured({ kpi: 'participation', period: YEAR, value: '417749', unit: 'count', number: '14.18' }),
    measured({ kpi: 'participation', period: '2022-23', value: '401317', unit: 'count', number: '14.18' }),
    measured({ kpi: 'participation', period: '2019-20', value: '445800', unit: 'count', number: '14.18' }),
    measured({ kpi: 'memberships', period: YEAR, value: '2689', unit: 'count', number: '14.18' }),
    measured({ kpi: 'memberships', period: '2019-20', value: '2088', unit: 'count', number: '14.18' }),
    {
      name: 'meetings',
      facts: {
        type: 'AgreeMeetingRhythm',
        rhythm: {
          rhythm: 'contract-management',
          name: 'Contract management meeting',
          every: 'quarter',
          note: 'Covers Operational Performance, Health and Wellbeing outputs and Customer Feedback. The report says that they are held and gives no dates, so none is recorded and none is called overdue.',
          source: paragraph('14.17'),
        },
      },
    },
    ...placesLeisureMoney,
    assuranceGiven,
    stated(
      '14.16',
      'services',
      'assured',
      'The contract is a Design, Build, Operate and Maintain contract which ensured value for money by reducing design and build costs as well as ongoing maintenance liabilities.',
    ),
    stated(
      '14.17',
      'data',
      'assured',
      'Monthly operational reports are provided to update on performance, operational and technical.',
    ),
    stated(
      '14.18',
      'performance',
      'information',
      'Levels are continuing to rise, although they are not yet at pre-pandemic levels. However, Memberships for 2023/24 (2,689) are significantly above 2019/20 (2,088).',
    ),
    stated(
      '14.20',
      'finance',
      'information',
      'PL own the risk on consumption and the Council are liable for the risk on tariff. This is calculated and paid at the end of each financial year.',
    ),
  ],
};
