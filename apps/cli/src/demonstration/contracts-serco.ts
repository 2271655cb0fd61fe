import {
  COUNCIL,
  QUARTER,
  assuranceGiven,
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
    contract: 'serco',
    terms: {
      name: 'Serco',
      parties: [COUNCIL, { role: 'supplier', name: 'Serco' }],
      services: [
        'Waste and recycling collection',
        'Household recycling centre management',
        'Street cleansing',
        'Fleet management and renewal',
      ],
      places: [],
      term: { start: '2010', end: '2035', openEnded: false },
      value: {
        pence: '3400000000',
        basis: 'per-year',
        qualifier: 'circa',
        text: 'in the region of £34m per annum',
      },
      procurementAct2023: 'not-stated',
    },
    source: paragraph('14.11'),
  },
};

const cleanliness = ['litter', 'detritus', 'graffiti', 'flyposting'].map((what) => ({
  kpi: `cleanliness-${what}`,
  name: `Street and environmental cleanliness – ${what}`,
  indicatorKey: `src-cleanliness-${what}`,
}));

const oversight: readonly ContractStep[] = [
  measures(
    'Street cleanliness, measured through Serco',
    '8.2',
    cleanliness,
    'The report names key outcome targets (KOTs) and prints none of them (14.12, 14.15); these are the measures that it names.',
  ),
  {
    name: 'meetings',
    facts: {
      type: 'AgreeMeetingRhythm',
      rhythm: {
        rhythm: 'regular-meetings',
        name: 'Regular meetings with standard agendas',
        every: 'not-stated',
        note: 'From key outcome targets (KOTs) to operational issues. The report gives neither rhythm nor dates.',
        source: paragraph('14.12'),
      },
    },
  },
  {
    name: 'performance of quarter 4',
    facts: {
      type: 'ReceiveData',
      receipt: {
        delivery: 'performance-report',
        period: QUARTER,
        maturity: 'provisional',
        note: 'Q4 Performance is available, but at the time of writing the report had not been fully audited.',
        source: paragraph('14.14'),
      },
    },
  },
];

const challenges = 'Challenges to the timeliness and accuracy of Serco’s performance reporting.';

const statements: readonly ContractStep[] = [
  assuranceGiven,
  stated(
    '14.12',
    'meetings',
    'assured',
    'The contract has a set of regular meetings in place with standard agendas relating to the contractual requirements from key outcome targets (KOTs) to operational issues. Leadership Team also receive regular contract reports that provide oversight and issues are raised as appropriate.',
  ),
  stated(
    '14.13',
    'data',
    'information',
    'The contract contains the requirement for the provision of regular data from the contractor; there is also an associated requirement for SMBC to provide information to Serco, relating to Council priorities annually and fleet maintenance through a set of KPIs. In addition, there is an integration with the Council’s My Sandwell reporting tool.',
  ),
  stated('14.14', 'data', 'concern', challenges, '2023-24-Q2'),
  stated('14.14', 'data', 'concern', challenges, '2023-24-Q3'),
  stated(
    '14.14',
    'data',
    'assured',
    'The timeliness and accuracy of Serco’s performance reporting has been substantially improved in Q4 following challenges in Q2 and Q3.',
  ),
  stated(
    '14.15',
    'performance',
    'assured',
    'Overall service performance in Q4 was good and there has been a noticeable improvement in KOT performance in Q4.',
  ),
];

/** Serco (14.11 to 14.15, with the measures of 8.2). */
export const serco: ReportContract = { contract: 'serco', steps: [recorded, ...oversight, ...statements] };
