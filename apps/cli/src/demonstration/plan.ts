import {
  ActorId,
  AreaCommand,
  ClosedContext,
  CycleContext,
  EventId,
  IndicatorCommand,
  PeriodKey,
  ReportingPeriodCommand,
  areaStream,
  cycleOf,
  indicatorStream,
  parsePeriod,
  reportingPeriodStream,
} from '@outturn/domain';
import { commandEventId } from '@outturn/event-store';
import { v5 as uuidOf } from 'uuid';
import { APPROVER, PERFORMANCE_TEAM, Person, officerOf } from './people';
import type { Report, ReportArea, ReportIndicator } from './report';

/** Any constant UUID: all ids of the load follow from it, so that a second load repeats the first. */
const NAMESPACE = '5a1d4f0e-7c5b-4f0b-9d0e-2f6c1b7e4a90';

/** What a step learns when it is carried out. */
export type StepContext = CycleContext & ClosedContext;

interface StepOf<Kind extends string, Command> {
  readonly kind: Kind;
  /** Unique in the plan; the ids of the command and of its events follow from it. */
  readonly name: string;
  readonly streamId: string;
  readonly by: Person;
  /** The reporting period in which the command falls, where it is about one. */
  readonly cycle?: PeriodKey;
  readonly command: (context: StepContext) => Command;
}

/** One command of the load. */
export type Step =
  StepOf<'area', AreaCommand> | StepOf<'period', ReportingPeriodCommand> | StepOf<'indicator', IndicatorCommand>;

/** Steps that depend on each other, in order. */
export type Lane = readonly Step[];

/** Lanes that do not depend on each other; the stages are carried out one after the other. */
export interface Stage {
  readonly title: string;
  readonly lanes: readonly Lane[];
}

/** The id of the command of a step. */
export function commandIdOf(step: Pick<Step, 'name'>): string {
  return uuidOf(step.name, NAMESPACE);
}

/** The id of the event that a step leads to. */
export function eventIdOf(step: Pick<Step, 'name'>): EventId {
  return commandEventId(commandIdOf(step), 0);
}

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
      title: 'Recording the published tables and closing the periods',
      lanes: report.periods.map(({ period }) => closingLane(period, report)),
    },
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
  return [
    ...summaries.map(({ summary }): Step => ({
      ...common,
      name: `publish ${period}`,
      command: ({ actor }) => ({ type: 'RecordPublishedSummary', actor, period, summary }),
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

function indicatorLane(indicator: ReportIndicator, report: Report): Lane {
  return [
    ...definitionSteps(indicator, report),
    ...restatementSteps(indicator),
    ...targetSteps(indicator),
    ...figureSteps(indicator),
    ...wordSteps(indicator),
  ];
}

type Build = (context: StepContext) => IndicatorCommand;

function stepOf(indicator: ReportIndicator, what: string, by: Person, command: Build): Step {
  return {
    kind: 'indicator',
    name: `${indicator.indicator} ${what}`,
    streamId: indicatorStream(indicator.indicator),
    by,
    command,
  };
}

function inCycle(step: Step, period: PeriodKey): Step {
  return { ...step, cycle: cycleOf(parsePeriod(period)).key };
}

function definitionSteps(indicator: ReportIndicator, { rule }: Report): Step[] {
  const { indicator: key, area, definition, breaks = [] } = indicator;
  return [
    stepOf(indicator, 'definition', PERFORMANCE_TEAM, (context) => ({
      type: 'DefineIndicator',
      ...people(context),
      indicator: key,
      area,
      definition,
    })),
    stepOf(indicator, 'rule', PERFORMANCE_TEAM, (context) => ({
      type: 'SetRatingRule',
      ...people(context),
      closedUntil: context.closedUntil,
      ...rule,
    })),
    ...breaks.map((gap) =>
      stepOf(indicator, `break ${gap.from}`, PERFORMANCE_TEAM, (context) => ({
        type: 'DeclareComparabilityBreak',
        ...people(context),
        ...gap,
      })),
    ),
  ];
}

/** The basis changes before the figure on the new basis is submitted, so that the figure says on which it is (report 9.2). */
function restatementSteps(indicator: ReportIndicator): Step[] {
  const { restatement } = indicator;
  if (!restatement) return [];
  const opening = stepOf(indicator, 'restatement', PERFORMANCE_TEAM, (context) => ({
    type: 'OpenRestatement',
    ...people(context),
    ...restatement,
  }));
  const approval = stepOf(indicator, 'restatement approval', APPROVER, (context) => ({
    type: 'ApproveRestatement',
    ...people(context),
    restatementId: eventIdOf(opening),
  }));
  return [opening, approval];
}

function targetSteps(indicator: ReportIndicator): Step[] {
  return indicator.targets.map((target) =>
    inCycle(
      stepOf(indicator, `target ${target.period}`, PERFORMANCE_TEAM, (context) => ({
        type: 'SetTarget',
        ...context,
        target,
      })),
      target.period,
    ),
  );
}

function figureSteps(indicator: ReportIndicator): Step[] {
  const annual = indicator.definition.frequency === 'annual';
  const figures = indicator.figures.flatMap(({ period, value }) => {
    const type = parsePeriod(period).kind === 'year' && !annual ? 'SubmitAnnualReturn' : 'SubmitOutturn';
    const submission = stepOf(indicator, `figure ${period}`, officerOf(indicator.area), (context) => ({
      type,
      ...context,
      period,
      value,
      provisional: false,
    }));
    const approval = stepOf(indicator, `approval ${period}`, APPROVER, (context) => ({
      type: 'ApproveOutturn',
      ...people(context),
      outturnId: eventIdOf(submission),
    }));
    return [inCycle(submission, period), approval];
  });
  const unavailable = indicator.unavailable.map(({ period, reason, note }) =>
    inCycle(
      stepOf(indicator, `unavailable ${period}`, officerOf(indicator.area), (context) => ({
        type: 'DeclareUnavailable',
        ...context,
        period,
        reason,
        note,
      })),
      period,
    ),
  );
  return [...figures, ...unavailable];
}

/** After the figures, as a commentary is about the figure that stands when it is written. */
function wordSteps(indicator: ReportIndicator): Step[] {
  return [
    ...indicator.benchmarks.map((benchmark) =>
      stepOf(indicator, `benchmark ${benchmark.comparator}`, PERFORMANCE_TEAM, (context) => ({
        type: 'RecordBenchmark',
        ...people(context),
        benchmark,
      })),
    ),
    ...indicator.commentary.map(({ period, text }) =>
      stepOf(indicator, `commentary ${period}`, officerOf(indicator.area), (context) => ({
        type: 'WriteCommentary',
        ...people(context),
        period,
        text,
      })),
    ),
  ];
}

function people({ actor, today }: StepContext): { actor: ActorId; today: string } {
  return { actor, today };
}
