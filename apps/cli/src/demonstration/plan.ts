import { PeriodKey, areaStream, programmeStream, reportingPeriodStream, riskRegisterStream } from '@outturn/domain';
import { contractLane } from './contract-steps';
import { indicatorLane } from './indicator-steps';
import { PERFORMANCE_TEAM } from './people';
import { reconciliationLane } from './reconciliation-steps';
import type { Report, ReportArea, ReportProgramme, ReportRiskRegister } from './report';
import { people, type Lane, type Stage, type Step } from './step';

/**
 * The commands that put a report's figures into an empty store. Submissions are approved by somebody else than who made
 * them, and the periods are closed at the end, as they have been published.
 */
export function planOf(report: Report): readonly Stage[] {
  const opening = report.periods.map((period) => openingOf(period));
  return [
    { title: `Opening ${report.periods.length} reporting periods`, lanes: [opening] },
    { title: `Defining ${report.areas.length} areas`, lanes: report.areas.map(areaLane) },
    {
      title: `Loading ${report.indicators.length} indicators with their figures, targets and notes`,
      lanes: report.indicators.map((indicator) => indicatorLane(indicator, report)),
    },
    {
      title: 'Recording the presentations of risk registers and the milestones of programmes',
      lanes: [...report.riskRegisters.map(registerLane), ...report.programmes.map(programmeLane)],
    },
    { title: `Recording ${report.contracts.length} contracts`, lanes: report.contracts.map(contractLane) },
    {
      title: 'Recording the published tables and closing the periods',
      lanes: report.periods.map(({ period }) => closingLane(period, report)),
    },
    { title: 'Checking what is printed against itself', lanes: [reconciliationLane(report.printed)] },
    { title: `Opening ${report.openPeriod.period} for new figures`, lanes: [[openingOf(report.openPeriod)]] },
  ];
}

function openingOf({ period, coverage }: Report['openPeriod']): Step {
  return {
    kind: 'period',
    name: `open ${period}`,
    streamId: reportingPeriodStream(period),
    by: PERFORMANCE_TEAM,
    command: ({ actor }) => ({ type: 'OpenReportingPeriod', actor, period, coverage }),
  };
}

function closingLane(period: PeriodKey, report: Report): Lane {
  const common = { kind: 'period', streamId: reportingPeriodStream(period), by: PERFORMANCE_TEAM } as const;
  const summaries = report.publishedSummaries.filter((published) => published.period === period);
  const tables = report.publishedActions.filter((published) => published.period === period);
  return [
    ...summaries.map(({ summary }): Step => ({
      ...common,
      name: `publish ${period}`,
      command: ({ actor }) => ({ type: 'RecordPublishedSummary', actor, period, summary }),
    })),
    ...tables.map(({ table }): Step => ({
      ...common,
      name: `publish actions ${period}`,
      command: ({ actor }) => ({ type: 'RecordPublishedActions', actor, period, table }),
    })),
    {
      ...common,
      name: `close ${period}`,
      command: ({ actor }) => ({
        type: 'CloseReportingPeriod',
        actor,
        period,
        note: `Published in "${report.document}" on ${report.publishedOn}.`,
      }),
    },
  ];
}

function registerLane({ presented, planned, ...defined }: ReportRiskRegister): Lane {
  const { register } = defined;
  const common = { kind: 'register', streamId: riskRegisterStream(register), by: PERFORMANCE_TEAM } as const;
  return [
    {
      ...common,
      name: `register ${register}`,
      command: ({ actor }) => ({ type: 'DefineRiskRegister', actor, ...defined }),
    },
    {
      ...common,
      name: `present ${register} ${presented.presentedOn}`,
      command: (context) => ({ type: 'PresentRiskRegister', ...people(context), ...presented }),
    },
    {
      ...common,
      name: `plan ${register} ${planned.due}`,
      command: ({ actor }) => ({ type: 'PlanRiskRegisterPresentation', actor, ...planned }),
    },
  ];
}

function programmeLane({ milestones, ...defined }: ReportProgramme): Lane {
  const { programme } = defined;
  const common = { kind: 'programme', streamId: programmeStream(programme), by: PERFORMANCE_TEAM } as const;
  return [
    {
      ...common,
      name: `programme ${programme}`,
      command: (context) => ({ type: 'DefineProgramme', ...people(context), ...defined }),
    },
    ...milestones.map((milestone): Step => ({
      ...common,
      name: `milestone ${programme} ${milestone.milestone}`,
      command: (context) => ({ type: 'AddMilestone', ...people(context), ...milestone }),
    })),
  ];
}

function areaLane({ populations, ...area }: ReportArea): Lane {
  const common = { kind: 'area', streamId: areaStream(area.area), by: PERFORMANCE_TEAM } as const;
  return [
    {
      ...common,
      name: `area ${area.area}`,
      command: ({ actor }) => ({ type: 'DefineArea', actor, ...area }),
    },
    ...populations.map((population): Step => ({
      ...common,
      name: `population ${area.area} ${population.period}`,
      command: ({ actor }) => ({ type: 'DeclareAreaPopulation', actor, ...population }),
    })),
  ];
}
