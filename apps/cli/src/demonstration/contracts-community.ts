import { COUNCIL, measures, paragraph, stated, type ReportContract } from './contract-facts';

const schoolNursing: ReportContract = {
  contract: 'school-nursing',
  steps: [
    {
      name: 'contract',
      facts: {
        type: 'RecordContract',
        contract: 'school-nursing',
        terms: {
          name: 'School Nursing',
          parties: [COUNCIL, { role: 'supplier' }],
          services: ['School nursing'],
          places: [],
          term: { openEnded: false },
          procurementAct2023: 'not-stated',
        },
        source: paragraph('6.12'),
      },
    },
    {
      name: 'notice',
      facts: {
        type: 'ServeNotice',
        notice: {
          kind: 'remediation',
          servingParty: 'authority',
          reason: 'Staffing levels being below the acceptable threshold.',
          source: paragraph('6.12'),
        },
      },
    },
    {
      name: 'no extension',
      facts: {
        type: 'DeclineExtension',
        reason: 'A remediation action notice has been served; procurement has started for 2025 onwards.',
        source: paragraph('6.12'),
      },
    },
    stated(
      '6.12',
      'services',
      'concern',
      'There remain issues with delivery of the School Nursing contract due to staffing levels being below the acceptable threshold.',
    ),
  ],
};

const chargers: ReportContract = {
  contract: 'ev-chargers',
  steps: [
    {
      name: 'contract',
      facts: {
        type: 'RecordContract',
        contract: 'ev-chargers',
        terms: {
          name: 'Black Country on-street EV chargers',
          parties: [{ role: 'authority' }, { role: 'supplier' }],
          services: ['Installing on-street residential EV charging points'],
          places: ['37 sites in Sandwell'],
          term: { openEnded: false },
          procurementAct2023: 'not-stated',
        },
        source: paragraph('11.1'),
      },
    },
    measures(
      'Charging points installed',
      '11.1',
      [{ kpi: 'charging-points', name: 'On-street residential EV charging points', indicatorKey: 'ca-ev-chargers' }],
      'Installation rests with the commercial operator that won the contract, which the report does not name.',
    ),
    stated(
      '11.1',
      'services',
      'concern',
      'There was a problem with the contract (Black Country-wide) which wasn’t resolved in time to deliver during 2023/24.',
    ),
    stated(
      '11.1',
      'finance',
      'information',
      'The Office for Zero Emission Vehicles (OZEV) have granted us an extension on our grant funding. We now have until March 2025 to deliver these chargers.',
    ),
  ],
};

/** The two contracts that the body of the report mentions (6.12 and 11.1); it names neither supplier. */
export const communityContracts: readonly ReportContract[] = [schoolNursing, chargers];
